/** Ids that the contract gives a meaning (section 4, journey); no node of a bot has one of them. */
export const START = 'start';
export const END = 'end';
/** What the limit folds: many nodes, so it is measured by none of them. */
export const OTHER = 'other';
