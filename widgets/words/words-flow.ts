import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { renderBadge } from '../internal/views/explain-button.ts';
import type { BotWords } from './bot-words.ts';
import { type Size, sizesOf } from './word-sizes.ts';
import { describe, languageOf, numberOf, type Word } from './word-texts.ts';
import { isCompared, SHAPES, type Trend, trendOf } from './word-trend.ts';
import type { WordsState } from './words-state.ts';

/** Words in their order, as a text that flows: larger ones were there more often. */
export function renderFlow(host: BotWords, state: WordsState, words: readonly Word[]): TemplateResult {
  const compared = isCompared(words);
  const sizes = sizesOf(words.map(({ messages }) => messages));
  return html`<div class="flow-place" data-explains>
    <ul
      class="flow"
      role="listbox"
      aria-label=${host.text('words.label')}
      @click=${state.onClick}
      @pointerdown=${state.press.begin}
      @keydown=${state.onKey}
      @focusin=${state.onFocus}
      @pointerover=${state.look}
    >
      ${repeat(
        words,
        ({ word }) => word,
        (word, at) => renderWord(host, word, at, { size: sizes[at] ?? 1, trend: compared ? trendOf(word) : null }),
      )}
    </ul>
    ${renderBadge(host)}
  </div>`;
}

interface Look {
  size: Size;
  trend: Trend | null;
}

function renderWord(host: BotWords, word: Word, at: number, { size, trend }: Look): TemplateResult {
  const description = describe(host, word, at, trend);
  return html`<li
    role="option"
    class="word size-${size}"
    part="word"
    tabindex="-1"
    data-word=${word.word}
    aria-selected=${host.selection.keyword === word.word}
    title=${description}
  >
    <bdi lang=${languageOf(host)}>${word.word}</bdi>
    <span class="count" aria-hidden="true">${numberOf(host, `/words/${at}/messages`, host.format.compact(word.messages))}</span>
    ${trend === null || trend === 'same' ? nothing : html`<span class="mark ${trend}" aria-hidden="true">${SHAPES[trend]}</span>`}
    <span class="hidden">${description}</span>
  </li>`;
}
