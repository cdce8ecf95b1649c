import { html, nothing, type TemplateResult } from 'lit';
import type { Answer } from '../../gateway/contract/answer.ts';
import type { Trends } from '../../gateway/contract/trends.ts';
import type { Format } from '../internal/format.ts';
import { type Column, renderTable } from '../internal/views/data-table.ts';
import { explainColumn, renderExplain } from '../internal/views/explain-button.ts';
import type { BotTrends } from './bot-trends.ts';
import { exactly, type Measure, MEASURES, OUTCOMES } from './measures.ts';
import { cutOf } from './trends-chart.ts';

type Row = Trends['buckets'][number] & { index: number };

/** Rows of a page: thousands at once would take seconds to lay out, and nobody reads them. */
const PAGE = 200;

/** All that the charts draw, exactly, the newest first. */
export function renderTrendsTable(host: BotTrends, answer: Answer<Trends>, caption: string): TemplateResult {
  const { buckets } = answer.data;
  const rows = buckets.map((bucket, index): Row => ({ ...bucket, index })).reverse();
  const shown = rows.slice(0, host.pages * PAGE);
  const more = Math.min(PAGE, rows.length - shown.length);
  const showMore = () => {
    host.pages += 1;
    host.requestUpdate();
  };
  const explain = (row: Row, isStop: boolean) => {
    const name = host.format.bucket(row.start, row.end, answer.data.interval);
    return renderExplain(host, { key: row.start, name, explanation: ({ explainBucket }) => explainBucket(host, row.start) }, isStop);
  };
  return html`
    <div part="table">
      ${renderTable(caption, columns(host, answer), shown, { label: explainColumn(host), render: explain })}
      ${
        shown.length < rows.length
          ? html`<button part="button" class="more" type="button" @click=${showMore}>
              ${host.text('trends.more', { number: host.format.exact(more) })}
            </button>`
          : nothing
      }
    </div>
  `;
}

function columns(host: BotTrends, { computedAt, data }: Answer<Trends>): Column<Row>[] {
  const { format, text } = host;
  const most = Math.max(1, ...data.buckets.map(({ conversations }) => conversations));
  const period = (row: Row): string => {
    const cut = cutOf(row, computedAt);
    return `${format.bucket(row.start, row.end, data.interval)}${cut ? ` (${text(`trends.${cut}`)})` : ''}`;
  };
  return [
    { label: text('trends.period'), text: period },
    ...MEASURES.map((measure): Column<Row> => ({
      label: text(`trends.${measure}`),
      numeric: true,
      text: (row) => (host.isEstimate(`/buckets/${row.index}/${measure}`) ? '≈ ' : '') + inColumn(measure, row, format),
      title: (row) => (exactly(measure, row, format) === format.none ? text('trends.none.automation') : undefined),
      ...(measure === 'conversations' && { share: ({ conversations }: Row) => conversations / most }),
    })),
    ...OUTCOMES.map((outcome): Column<Row> => ({
      label: text(`trends.${outcome}`),
      numeric: true,
      text: (row) => format.exact(row[outcome]),
    })),
  ];
}

/** A figure exactly, with as many decimals as the others above and below it. */
const inColumn = (measure: Measure, row: Row, format: Format): string =>
  measure === 'automation' ? format.percent(row.automation, true) : exactly(measure, row, format);
