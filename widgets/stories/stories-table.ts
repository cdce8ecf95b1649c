import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Invocations, Stories } from '../../gateway/contract/stories.ts';
import { storyColour, type Tone } from '../internal/story-color.ts';
import { explainColumn, type Explained, renderExplain } from '../internal/views/explain-button.ts';
import { renderLongName } from '../internal/views/long-name.ts';
import { styleProperty } from '../internal/views/style-property.ts';
import type { BotStories } from './bot-stories.ts';
import { onChange, onClick, onKey } from './stories-input.ts';
import type { StoriesState } from './stories-state.ts';
import { type Row, rowsOf, type SortBy } from './story-rows.ts';

const COLUMNS = ['name', 'invocations', 'share', 'accuracy', 'successes', 'failures'] as const satisfies readonly SortBy[];

/** The tree of stories and nodes, as a table; its last line has the totals. @param tones - of rows that the ring shows, by key */
export function renderStoriesTable(
  host: BotStories,
  state: StoriesState,
  { stories, totals }: Stories,
  tones: ReadonlyMap<string, Tone>,
): TemplateResult {
  const { selection, format, text } = host;
  const rows = rowsOf(stories, state.open, state.sort, host.locale);
  const most = stories.reduce((max, { invocations }) => Math.max(max, invocations), 1);
  const words = host.currentProvider?.texts;
  const isPicked = ({ story, node }: Row) => selection.story === story && (selection.node ?? null) === node;
  return html`
    <div class="scroll" part="table">
      <table
        role="treegrid"
        aria-label=${text('stories.table')}
        @click=${(event: MouseEvent) => onClick(state, event)}
        @pointerdown=${state.press.begin}
        @change=${(event: Event) => onChange(state, event)}
        @keydown=${(event: KeyboardEvent) => onKey(host, state, event)}
        @focusin=${state.focus.follow}
      >
        <thead role="rowgroup">
          <tr role="row" data-key="head">
            <th role="columnheader" scope="col" class="tick" tabindex="-1"><span class="hidden">${text('stories.ticks')}</span></th>
            ${COLUMNS.map((by) => renderHead(host, state, by))}
            <th role="columnheader" scope="col" class="explain-cell" tabindex="-1">
              <span class="hidden">${explainColumn(host)}</span>
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${repeat(
            rows,
            ({ key }) => key,
            (row) => {
              const look = { picked: isPicked(row), ticked: state.ticked.has(row.key), tone: tones.get(row.key) ?? 0, most };
              const { numbers, at, of, open } = row;
              return guard([numbers, at, of, open, ...Object.values(look), format, words], () => renderRow(host, row, look));
            },
          )}
        </tbody>
        <tfoot role="rowgroup">
          <tr role="row" data-key="total" tabindex="-1" data-explains>
            <td role="gridcell" class="tick" tabindex="-1"></td>
            <th role="rowheader" scope="row" class="title" tabindex="-1">${text('stories.total')}</th>
            ${renderNumbers(host, totals, null)} ${renderExplainCell(host, null, null)}
          </tr>
        </tfoot>
      </table>
    </div>
  `;
}

function renderHead({ text }: BotStories, { sort }: StoriesState, by: SortBy): TemplateResult {
  const sorted = sort.by === by ? (sort.descending ? 'descending' : 'ascending') : nothing;
  return html`<th role="columnheader" scope="col" class=${by === 'name' ? 'title' : `number ${by}`} aria-sort=${sorted}>
    <button class="sort" type="button" tabindex="-1" data-stop data-sort=${by}>
      ${text(`stories.${by}`)}<span class="arrow" aria-hidden="true">${sorted === nothing ? '' : sort.descending ? '↓' : '↑'}</span>
    </button>
  </th>`;
}

interface Look {
  picked: boolean;
  ticked: boolean;
  tone: Tone;
  /** Of all stories: what a bar is compared with. */
  most: number;
}

function renderRow(host: BotStories, row: Row, { picked, ticked, tone, most }: Look): TemplateResult {
  const { key, story, node, at, of, open, numbers } = row;
  const name = node ?? story;
  const { text } = host;
  const expander = html`<button
    class="expander"
    type="button"
    tabindex="-1"
    data-act="toggle"
    aria-label=${text(open === true ? 'stories.close' : 'stories.open', { name })}
  ></button>`;
  return html`<tr
    role="row"
    class="clickable"
    data-explains
    data-key=${key}
    tabindex="-1"
    aria-level=${node === null ? 1 : 2}
    aria-posinset=${at}
    aria-setsize=${of}
    aria-expanded=${open ?? nothing}
    aria-selected=${picked}
  >
    <td role="gridcell" class="tick" tabindex="-1">
      <input type="checkbox" tabindex="-1" data-stop .checked=${ticked} aria-label=${text('stories.tick', { name })} />
    </td>
    <th role="rowheader" scope="row" class="title" tabindex="-1">
      ${open === null ? html`<span class="no-expander"></span>` : expander}<i class="swatch c${storyColour(name)} t${tone}"></i
      >${renderLongName(name)}
    </th>
    ${renderNumbers(host, numbers, most)} ${renderExplainCell(host, story, node)}
  </tr>`;
}

/** A cell of the grid, to which its arrows lead; the key "i" at a row or at any cell of it does the same. */
function renderExplainCell(host: BotStories, story: string | null, node: string | null): TemplateResult {
  const explained = {
    key: JSON.stringify([story, node]),
    name: node ?? story ?? host.text('stories.total'),
    explanation: ({ explainInvocations }) => explainInvocations(host, story, node),
  } satisfies Explained;
  return html`<td role="gridcell" class="explain-cell">${renderExplain(host, explained, false)}</td>`;
}

/** @param most - draws a bar behind the invocations; `null`: none, in the line of totals */
function renderNumbers({ text, format }: BotStories, numbers: Invocations, most: number | null): TemplateResult {
  const { invocations, share, accuracy, successes, failures } = numbers;
  const judged = { successes: format.exact(successes), judged: format.exact(successes + failures) };
  const bar = most === null ? nothing : html`<i ${styleProperty('--share', invocations / most)}></i>`;
  const meter = accuracy === null ? nothing : html`<span class="meter"><i ${styleProperty('--share', accuracy)}></i></span>`;
  return html`<td role="gridcell" class="number invocations ${most === null ? '' : 'bar'}" tabindex="-1">
      ${bar}<span>${format.exact(invocations)}</span>
    </td>
    <td role="gridcell" class="number share" tabindex="-1" title=${share === null ? text('stories.share.none') : nothing}>
      ${share === null ? format.none : format.percent(share, true)}
    </td>
    <td
      role="gridcell"
      class="number accuracy"
      tabindex="-1"
      title=${accuracy === null ? text('stories.accuracy.none') : text('stories.accuracy.title', judged)}
    >
      ${meter}<span>${accuracy === null ? format.none : format.percent(accuracy, true)}</span>
    </td>
    <td role="gridcell" class="number successes" tabindex="-1">${format.exact(successes)}</td>
    <td role="gridcell" class="number failures" tabindex="-1">${format.exact(failures)}</td>`;
}
