import { html, nothing, type TemplateResult } from 'lit';
import type { Journey } from '../../gateway/contract/journey.ts';
import { type Column, renderTable } from '../internal/views/data-table.ts';
import { explainColumn, renderExplain, rove } from '../internal/views/explain-button.ts';
import { renderLongName } from '../internal/views/long-name.ts';
import { styleProperty } from '../internal/views/style-property.ts';
import type { BotJourney } from './bot-journey.ts';
import { explainedLink, explainedNode } from './journey-explain.ts';
import { stepText } from './journey-numbers.ts';
import { type LinkRow, linkRows, type NodeRow, nodeRows, type SortKey, sortRows } from './journey-rows.ts';
import { isPicked, type JourneyState, nameOf, pick } from './journey-state.ts';

const COLUMNS = ['invocations', 'share', 'conversations', 'medianStep', 'starts', 'ends', 'dropOff'] as const;
const LABELS = { medianStep: 'step' } as const;
/** Rows before the viewer asks for all. */
const FIRST = 50;

const labelOf = (key: (typeof COLUMNS)[number]) => (key === 'medianStep' ? LABELS.medianStep : key);

/** All that the graph shows, in two tables: nodes, then links. */
export function renderTables(host: BotJourney, state: JourneyState, data: Journey): TemplateResult {
  return html`<div part="table">${renderNodeTable(host, state, data)}${renderLinkTable(host, state, data)}</div>`;
}

function renderNodeTable(host: BotJourney, state: JourneyState, data: Journey): TemplateResult {
  const { text } = host;
  const name = (row: NodeRow): string => nameOf(host, data, row.id);
  const rows = sortRows(nodeRows(data), state.sort, name, host.locale);
  const label = text('journey.nodes');
  const head = (key: SortKey, title: string, number: boolean): TemplateResult => {
    const { sort } = state;
    const sorted = sort.key === key;
    const order = sort.descending ? 'descending' : 'ascending';
    const press = () => state.change({ sort: { key, descending: sorted ? !sort.descending : key !== 'name' } });
    return html`<th scope="col" class=${number ? 'number' : ''} aria-sort=${sorted ? order : nothing}>
      <button class="sort" type="button" @click=${press}>
        ${title}${sorted ? html`<span aria-hidden="true"> ${sort.descending ? '↓' : '↑'}</span>` : nothing}
      </button>
    </th>`;
  };
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label=${label} @keydown=${rove}>
      <table>
        <caption class="hidden">
          ${label}
        </caption>
        <thead>
          <tr>
            ${head('name', text('journey.node'), false)}
            <th scope="col">${text('journey.story')}</th>
            ${COLUMNS.map((key) => head(key, text(`journey.${labelOf(key)}`), true))}
            <th scope="col" class="explain-cell"><span class="hidden">${explainColumn(host)}</span></th>
          </tr>
        </thead>
        <tbody>
          ${rows.map((row, at) => renderNodeRow(host, data, row, name(row), at === 0))}
        </tbody>
      </table>
    </div>
  `;
}

function renderNodeRow(host: BotJourney, data: Journey, row: NodeRow, name: string, isStop: boolean): TemplateResult {
  const { format, text } = host;
  const picked = !row.isOther && isPicked(host, row);
  const cell = (value: string, title?: string) => html`<td class="number" title=${title ?? nothing}>${value}</td>`;
  const button = html`<button
    class="plain name-button"
    type="button"
    title=${text(picked ? 'journey.unpick' : 'journey.pick')}
    aria-pressed=${picked}
    @click=${() => pick(host, data, row.id)}
  >
    ${renderLongName(name)}
  </button>`;
  return html`
    <tr class=${picked ? 'picked' : ''} data-explains>
      <th scope="row" title=${row.isOther ? text('journey.other.means') : nothing}>${row.isOther ? name : button}</th>
      <td>${row.isOther ? format.none : renderLongName(row.story)}</td>
      <td class="number bar"><i ${styleProperty('--share', row.share)}></i><span>${format.exact(row.invocations)}</span></td>
      ${cell(format.percent(row.share))}
      ${row.conversations === null ? cell(format.none, text('journey.other.none')) : cell(format.exact(row.conversations))}
      ${cell(stepText(host, row.medianStep))} ${cell(format.exact(row.starts))} ${cell(format.exact(row.ends))}
      <td class="number bar"><i ${styleProperty('--share', row.dropOff)}></i><span>${format.percent(row.dropOff)}</span></td>
      <td class="explain-cell">${renderExplain(host, explainedNode(host, row.id, name), isStop)}</td>
    </tr>
  `;
}

function renderLinkTable(host: BotJourney, state: JourneyState, data: Journey): TemplateResult {
  const { text, format } = host;
  const links = linkRows(data);
  const columns: Column<LinkRow>[] = [
    { label: text('journey.from'), text: ({ from }) => nameOf(host, data, from) },
    { label: text('journey.to'), text: ({ to }) => nameOf(host, data, to) },
    { label: text('journey.count'), text: ({ count }) => format.exact(count), numeric: true },
    { label: text('journey.leaves'), text: ({ share }) => format.percent(share), numeric: true, share: ({ share }) => share },
    {
      label: text('journey.conversations'),
      text: ({ conversations }) => (conversations === null ? format.none : format.exact(conversations)),
      title: ({ conversations }) => (conversations === null ? text('journey.other.none') : undefined),
      numeric: true,
    },
  ];
  const explain = (row: LinkRow, isStop: boolean) => renderExplain(host, explainedLink(host, data, row), isStop);
  const shown = state.wholeTable ? links : links.slice(0, FIRST);
  return html`
    ${renderTable(text('journey.links'), columns, shown, { label: explainColumn(host), render: explain })}
    ${
      shown.length < links.length
        ? html`<button part="button" class="more" type="button" @click=${() => state.change({ wholeTable: true })}>
            ${text('journey.links.rows', { number: format.exact(links.length) })}
          </button>`
        : nothing
    }
  `;
}
