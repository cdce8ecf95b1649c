import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Moment, PieData } from '../charts/chart-data.ts';
import { storyColour, type Tone } from '../internal/story-color.ts';
import { renderExplain } from '../internal/views/explain-button.ts';
import { renderLongName } from '../internal/views/long-name.ts';
import type { BotStories } from './bot-stories.ts';
import type { StoriesState } from './stories-state.ts';
import { keyOf, type Story } from './story-rows.ts';
import { type Sliced, slicesOf, type Whole, wholeOf } from './story-slices.ts';

export interface Ring {
  whole: Whole;
  slices: readonly Sliced[];
  /** Key of what is picked. */
  selected: string | null;
  /** By key: a row's colour is that of its slice. */
  tones: ReadonlyMap<string, Tone>;
}

export function ringOf({ selection, text, format }: BotStories, { ticked }: StoriesState, stories: readonly Story[]): Ring {
  const whole = wholeOf(stories, ticked, selection);
  const slices = slicesOf(whole, (count) => text('stories.pie.other', { count, number: format.exact(count) }));
  const { story, node } = selection;
  const tones = new Map(slices.map(({ key, tone = 0 }) => [key, tone]));
  return { whole, slices, selected: story === undefined ? null : keyOf(story, node), tones };
}

/** The ring of what is picked, with its names beside it; slices and rows pick each other. */
export function renderRing(host: BotStories, state: StoriesState, ring: Ring): TemplateResult {
  const { whole, slices, selected } = ring;
  const { format } = host;
  const of = [
    host.answer,
    state.ticked,
    whole.kind === 'nodes' ? whole.parts[0]?.story : null,
    selected,
    format,
    host.currentProvider?.texts,
  ];
  state.chart.show(state.pie(of, () => pieData(host, state, ring)));
  const what = nameOf(host, whole);
  return html`
    <div class="ring" part="pie">
      <div class="ring-head" data-explains>
        ${renderBack(host, whole)}<span class="what">${whole.kind === 'nodes' ? renderStory(host) : what}</span>
        ${renderExplain(host, {
          key: 'ring',
          name: what,
          explanation: ({ explainRing }) => explainRing(host, wholeNow(host, state), nameOf(host, wholeNow(host, state))),
        })}
        ${renderUntick(host, state, whole)}
      </div>
      ${state.chart.error ? renderFailure(host, state) : renderChart(host, whole, what)}
      <ul class="legend" aria-label=${what}>
        ${repeat(
          slices,
          ({ key }) => key,
          (slice) => renderSlice(host, state, slice, whole.total, selected),
        )}
      </ul>
    </div>
  `;
}

/** Of the answer that is here when it is asked for. */
const wholeNow = ({ answer, selection }: BotStories, { ticked }: StoriesState): Whole =>
  wholeOf(answer?.data.stories ?? [], ticked, selection);

/** The name alone: the way back and the names of the slices say what of it is shown. */
const renderStory = ({ selection: { story = '' } }: BotStories): TemplateResult =>
  html`<i class="swatch c${storyColour(story)}"></i>${renderLongName(story)}`;

const nameOf = ({ text, format, selection }: BotStories, { kind, parts }: Whole): string => {
  if (kind === 'nodes') return text('stories.pie.nodes', { name: selection.story ?? '' });
  if (kind === 'all') return text('stories.pie.all');
  return text('stories.pie.ticked', { count: parts.length, number: format.exact(parts.length) });
};

function renderBack(host: BotStories, { kind }: Whole): TemplateResult | typeof nothing {
  if (kind !== 'nodes') return nothing;
  const label = host.text('stories.back');
  return html`<button class="back" part="button" type="button" title=${label} aria-label=${label} @click=${() => host.requestSelection({})}>
    <span aria-hidden="true"></span>
  </button>`;
}

function renderUntick({ text }: BotStories, state: StoriesState, { kind }: Whole): TemplateResult | typeof nothing {
  if (kind !== 'ticked') return nothing;
  return html`<button part="button" type="button" @click=${() => state.set({ ticked: new Set() })}>${text('stories.untick')}</button>`;
}

function renderChart({ text, format }: BotStories, { total }: Whole, what: string): TemplateResult {
  return html`
    <div class="chart">
      <canvas role="application" tabindex="0" aria-label=${text('stories.pie.label', { what })}></canvas>
      <div class="centre" title="${format.exact(total)} ${text('stories.invocations')}">
        <strong class="number">${format.compact(total)}</strong><span>${text('stories.invocations')}</span>
      </div>
    </div>
  `;
}

function renderFailure({ text }: BotStories, state: StoriesState): TemplateResult {
  return html`
    <div class="chart" part="message">
      <p><strong>${text('problem.drawing.title')}</strong></p>
      <p class="note">${text('problem.drawing.detail')}</p>
      <button part="button" type="button" @click=${() => state.chart.retry()}>${text('retry')}</button>
    </div>
  `;
}

function renderSlice(host: BotStories, state: StoriesState, slice: Sliced, total: number, selected: string | null): TemplateResult {
  const { key, part, label, color, tone, value } = slice;
  const { format } = host;
  const inside = html`<i class="swatch ${color} t${tone ?? 0}"></i>${renderLongName(label)}
    <span class="number">${format.percent(value / total, true)}</span>`;
  if (!part) return html`<li class="slice" data-key=${key}>${inside}</li>`;
  return html`<li>
    <button
      class="slice plain"
      type="button"
      data-key=${key}
      aria-pressed=${key === selected}
      @click=${() => state.pick(part.story, part.node)}
    >
      ${inside}
    </button>
  </li>`;
}

function pieData({ text, format }: BotStories, state: StoriesState, { whole, slices, selected }: Ring): PieData {
  const partOf = (key: string) => slices.find((slice) => slice.key === key)?.part;
  const describe = (index: number): Moment => {
    const slice = slices[index];
    if (!slice) return { title: '', rows: [] };
    const { label, value, color, tone, part } = slice;
    return {
      title: label,
      rows: [
        { label: text('stories.invocations'), value: format.exact(value), colour: color, ...(tone !== undefined && { tone }) },
        { label: text('stories.pie.share'), value: format.percent(value / whole.total) },
        ...(part ? [{ label: text('stories.accuracy'), value: format.percent(part.numbers.accuracy) }] : []),
      ],
    };
  };
  return {
    kind: 'pie',
    slices,
    selected,
    describe,
    onHover: state.look,
    onSelect: (key) => {
      const part = partOf(key);
      if (part) state.pick(part.story, part.node);
    },
  };
}
