/** What is said before the view is here. */
export const wordsTitleEn = {
  'words.heading': 'Words not understood',
  'words.empty': 'No user messages',
  'words.understood': 'The bot understood every user message',
} as const;
