import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../../gateway/contract/words.ts';
import { renderDefinitions } from '../internal/views/definitions.ts';
import { renderExplain } from '../internal/views/explain-button.ts';
import { renderLongName } from '../internal/views/long-name.ts';
import { renderPicked } from '../internal/views/picked.ts';
import { renderSwitch } from '../internal/views/switch.ts';
import { type BotWords, MOST_WORDS } from './bot-words.ts';
import { numberOf } from './word-texts.ts';
import { isCompared, SHAPES } from './word-trend.ts';
import { renderFlow } from './words-flow.ts';
import { renderList } from './words-list.ts';
import { stateOf, type WordsState } from './words-state.ts';

export { styles } from './words.styles.ts';
export { wordsEn as texts } from './texts-en.ts';

export function renderData(host: BotWords, data: Words): TemplateResult {
  const state = stateOf(host);
  const { words } = data;
  const { text } = host;
  if (words.length === 0)
    return html`${renderSums(host, data)}
      <p class="note">${text('words.none')}</p>`;
  return html`
    ${renderSums(host, data)}
    <div class="scroll" part="words">
      ${host.layout === 'list' ? renderList(host, state, words) : renderFlow(host, state, words)}
      ${state.isFull(words) ? renderMore(host, state, words.length) : nothing}
    </div>
    ${host.layout === 'list' ? nothing : renderLegend(host, isCompared(words))}
  `;
}

export function renderTools(host: BotWords): TemplateResult {
  const { text, selection, layout } = host;
  const { keyword } = selection;
  const choices = (['flow', 'list'] as const).map((name) => ({ name, label: text(`words.layout.${name}`) }));
  const means = [
    { term: text('words.missed'), meaning: text('words.means.missed') },
    { term: text('words.share'), meaning: text('words.means.share') },
    { term: text('words.messages'), meaning: text('words.means.messages') },
    { term: text('words.previous'), meaning: text('words.means.previous') },
    { term: text('words.layout.flow'), meaning: text('words.means.words') },
  ];
  const chosen = layout === 'list' ? 'list' : 'flow';
  return html`
    ${keyword === undefined ? nothing : renderPicked(renderLongName(keyword), text('picked.clear'), () => host.requestSelection({}))}
    ${renderSwitch(text('view.label'), choices, chosen, (name) => (host.layout = name), stateOf(host).group)}
    ${renderDefinitions(text('definitions'), means)}
  `;
}

function renderSums(host: BotWords, { missed, userMessages }: Words): TemplateResult {
  const { text, format } = host;
  const share = userMessages === 0 ? null : missed / userMessages;
  return html`
    <dl class="sums" part="sums">
      <div data-explains>
        <dt>
          ${text('words.missed')}${renderExplain(host, {
            key: 'missed',
            name: text('words.missed'),
            explanation: ({ explainMissed }) => explainMissed(host, 'missed'),
          })}
        </dt>
        <dd>
          <strong class="number" title=${format.exact(missed)}>${numberOf(host, '/missed', format.compact(missed))}</strong>
          <span class="note" title=${format.exact(userMessages)}
            >${text('words.of', { count: userMessages, number: numberOf(host, '/userMessages', format.compact(userMessages)) })}</span
          >
        </dd>
      </div>
      <div data-explains>
        <dt>
          ${text('words.share')}${renderExplain(host, {
            key: 'share',
            name: text('words.share'),
            explanation: ({ explainMissed }) => explainMissed(host, 'share'),
          })}
        </dt>
        <dd>
          <strong class="number" title=${share === null ? text('words.share.none') : nothing}>
            ${share === null ? format.none : format.percent(share)}
          </strong>
        </dd>
      </div>
    </dl>
  `;
}

function renderMore({ text, format }: BotWords, state: WordsState, shown: number): TemplateResult {
  if (shown >= MOST_WORDS) return html`<p class="note more">${text('words.most', { number: format.exact(shown) })}</p>`;
  return html`<p class="more"><button part="button" type="button" @click=${state.more}>${text('words.more')}</button></p>`;
}

function renderLegend({ text }: BotWords, compared: boolean): TemplateResult {
  if (!compared) return html`<p class="note legend">${text('words.uncompared')}</p>`;
  return html`
    <p class="note legend">
      ${(['new', 'rising', 'falling'] as const).map(
        (trend) => html`<span><span class="mark ${trend}" aria-hidden="true">${SHAPES[trend]}</span> ${text(`words.${trend}`)}</span>`,
      )}
      <span>${text('words.compared')}</span>
    </p>
  `;
}
