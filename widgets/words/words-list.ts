import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { explainColumn, renderExplain } from '../internal/views/explain-button.ts';
import { renderLongName } from '../internal/views/long-name.ts';
import { styleProperty } from '../internal/views/style-property.ts';
import type { BotWords } from './bot-words.ts';
import { describe, explainedWord, languageOf, numberOf, type Word } from './word-texts.ts';
import { isCompared, SHAPES, type Trend, trendOf } from './word-trend.ts';
import type { WordsState } from './words-state.ts';

/** The same words as a table, each count with a bar. */
export function renderList(host: BotWords, state: WordsState, words: readonly Word[]): TemplateResult {
  const { text } = host;
  const most = words[0]?.messages ?? 1;
  const compared = isCompared(words);
  return html`
    <table
      role="grid"
      aria-label=${text('words.label')}
      @click=${state.onClick}
      @pointerdown=${state.press.begin}
      @keydown=${state.onKey}
      @focusin=${state.focus.follow}
    >
      <thead>
        <tr>
          <th scope="col">${text('words.word')}</th>
          <th scope="col" class="number">${text('words.messages')}</th>
          <th scope="col" class="number previous">${text('words.previous')}</th>
          <th scope="col" class="number change">${text('words.change')}</th>
          <th scope="col" class="explain-cell"><span class="hidden">${explainColumn(host)}</span></th>
        </tr>
      </thead>
      <tbody>
        ${repeat(
          words,
          ({ word }) => word,
          (word, at) => renderRow(host, word, at, { most, trend: compared ? trendOf(word) : null }),
        )}
      </tbody>
    </table>
  `;
}

interface Look {
  most: number;
  trend: Trend | null;
}

function renderRow(host: BotWords, word: Word, at: number, { most, trend }: Look): TemplateResult {
  const { format, selection } = host;
  const { messages, previous } = word;
  const picked = selection.keyword === word.word;
  return html`<tr class="clickable" aria-selected=${picked} data-explains>
    <th scope="row" role="rowheader">
      <span role="button" class="pick" tabindex="-1" data-word=${word.word} aria-pressed=${picked}>
        <span class="whole" lang=${languageOf(host)}>${renderLongName(word.word)}</span>
        <span class="hidden">${describe(host, word, at, trend)}</span>
      </span>
    </th>
    <td class="number bar">
      <i ${styleProperty('--share', messages / most)}></i><span>${numberOf(host, `/words/${at}/messages`, format.exact(messages))}</span>
    </td>
    <td class="number previous">${numberOf(host, `/words/${at}/previous`, format.exact(previous))}</td>
    ${renderChange(host, word, trend)}
    <td class="explain-cell">${renderExplain(host, explainedWord(host, word.word), false)}</td>
  </tr>`;
}

function renderChange({ text, format }: BotWords, { messages, previous }: Word, trend: Trend | null): TemplateResult {
  if (trend === null) return html`<td class="number change" title=${text('words.uncompared')}>${format.none}</td>`;
  const change = trend === 'same' ? null : format.change(messages, previous, true);
  return html`<td class="number change" title=${trend === 'new' ? text('words.change.none') : nothing}>
    <span class="mark ${trend}" aria-hidden="true">${SHAPES[trend]}</span> ${text(`words.${trend}`)} <span class="by">${change}</span>
  </td>`;
}
