/** What is said before the view is here. */
export const journeyTitleEn = {
  'journey.heading': 'Journey',
  'journey.empty': 'No conversations',
  'journey.empty.outcome': 'No conversations with the outcome {outcome}',
  'journey.empty.through': 'No conversations through {name}',
  'journey.empty.both': 'No conversations through {name} with the outcome {outcome}',
  'journey.completed': 'Completed',
  'journey.handedOff': 'Handed off',
  'journey.open': 'Open',
  'journey.abandoned': 'Abandoned',
} as const;
