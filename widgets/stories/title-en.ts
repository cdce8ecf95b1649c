/** What is said before the view is here. */
export const storiesTitleEn = {
  'stories.heading': 'Stories',
  'stories.empty': 'No stories were invoked',
} as const;
