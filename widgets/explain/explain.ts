export { explainBucket, explainMeasure, explainOutcome } from './explain-trends.ts';
export { explainInvocations, explainRing } from './explain-stories.ts';
export { explainMissed, explainWord } from './explain-words.ts';
export { explainLink, explainNode } from './explain-journey.ts';
export { explainList } from './explain-messages.ts';
export type { Explanation } from './explanation.ts';
export { panelOf } from './explain-panel.ts';
