/** Every report, and its tag: what tests walk. `test/every-place.test.ts` holds it to the gateway's own list. */
export const REPORTS = ['trends', 'stories', 'words', 'journey', 'messages'] as const;
export const REPORT_TAGS = REPORTS.map((report) => `bot-${report}` as const);
