import { Invocations, type Stories, StoriesExportQuery, type StoriesQuery } from '../contract/stories.ts';
import { type Cell, type Column } from '../export/table.ts';
import { columnOf } from './columns.ts';
import { type ReportFile } from './report.ts';

const COUNTS = ['invocations', 'successes', 'failures', 'accuracy', 'share'] as const;
const COUNT_COLUMNS = COUNTS.map((name): Column => {
  const kind = name === 'accuracy' || name === 'share' ? 'share' : 'number';
  return columnOf(Invocations.shape, name, kind);
});
const STORY: Column = { name: 'story', kind: 'text', width: 30, means: 'The flow that the bot invoked.' };
const NODE: Column = { name: 'node', kind: 'text', width: 30, means: 'The component in it.' };

const counts = (row: Invocations): Cell[] => COUNTS.map((name) => row[name]);

export const storiesFile: ReportFile<StoriesQuery, Stories> = {
  query: StoriesExportQuery,
  tables: ({ stories }) => [
    {
      name: 'Nodes',
      columns: [STORY, NODE, ...COUNT_COLUMNS],
      rows: stories.flatMap(({ story, nodes }) => nodes.map((row) => [story, row.node, ...counts(row)])),
    },
    { name: 'Stories', columns: [STORY, ...COUNT_COLUMNS], rows: stories.map((row) => [row.story, ...counts(row)]) },
  ],
  about: ({ totals }) => [
    ['Invocations', totals.invocations],
    ['Accuracy', totals.accuracy ?? 'none was judged'],
  ],
};
