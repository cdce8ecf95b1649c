import { html, nothing, type TemplateResult } from 'lit';
import type { Stories } from '../../gateway/contract/stories.ts';
import { renderDefinitions } from '../internal/views/definitions.ts';
import { renderPicked } from '../internal/views/picked.ts';
import { renderLongName } from '../internal/views/long-name.ts';
import type { BotStories } from './bot-stories.ts';
import { renderRing, ringOf } from './stories-ring.ts';
import { stateOf } from './stories-state.ts';
import { renderStoriesTable } from './stories-table.ts';

export { styles } from './stories.styles.ts';
export { storiesEn as texts } from './texts-en.ts';

export function renderData(host: BotStories, data: Stories): TemplateResult {
  const state = stateOf(host);
  state.followSelection();
  const ring = ringOf(host, state, data.stories);
  return html`<div class="both">${renderStoriesTable(host, state, data, ring.tones)}${renderRing(host, state, ring)}</div>`;
}

export function renderTools(host: BotStories): TemplateResult {
  const { text, selection } = host;
  const figures = ['invocations', 'share', 'accuracy', 'successes', 'failures'] as const;
  const means = figures.map((figure) => ({ term: text(`stories.${figure}`), meaning: text(`stories.means.${figure}`) }));
  const { story, node } = selection;
  const picked =
    story === undefined ? nothing : renderPicked(renderPath(story, node), text('picked.clear'), () => host.requestSelection({}));
  return html`${picked}${renderDefinitions(text('definitions'), means)}`;
}

/** Each name by itself: one may run from left to right, the other not. */
const renderPath = (story: string, node: string | undefined): unknown =>
  node === undefined ? renderLongName(story) : html`${renderLongName(story)}<span class="note">›</span>${renderLongName(node)}`;
