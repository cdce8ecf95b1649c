/** What is said before the view is here. */
export const trendsTitleEn = {
  'trends.heading': 'Trends',
  'trends.empty': 'No conversations',
} as const;
