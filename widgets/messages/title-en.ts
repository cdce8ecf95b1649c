/** What is said before the view is here. */
export const messagesTitleEn = {
  'messages.heading': 'Messages',
  'messages.empty': 'No messages',
} as const;
