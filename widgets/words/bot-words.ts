import { html, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Words } from '../../gateway/contract/words.ts';
import type { Query } from '../data/gateway-client.ts';
import { LazyModule } from '../internal/lazy-module.ts';
import { ReportElement, type View } from '../internal/report-element.ts';
import { skeleton } from './skeleton.styles.ts';
import type { WordsTexts } from './texts-en.ts';
import { wordsTitleEn } from './title-en.ts';

/** The gateway answers with no more. */
export const MOST_WORDS = 500;
const STEP = 100;

/**
 * Words of messages that the bot did not understand, most frequent first, each with its count and what it was in the range before: as a flowing text
 * or as a list. Picking a word asks for the messages that hold it.
 *
 * @tagname bot-words
 * @summary Words that the bot did not understand.
 * @csspart sums - How many messages were not understood, and of how many.
 * @csspart words - The pane that the words scroll in.
 * @csspart word - Each word in the flowing text.
 * @csspart switch - Words or list.
 * @csspart picked - Button with what is picked; it takes the pick back.
 * @csspart definitions - What the figures mean.
 * @cssproperty [--bot-table-height=21.5rem] - Height of the words, which scroll inside.
 */
export class BotWords extends ReportElement<Words, WordsTexts> {
  static override readonly tag = 'bot-words';
  static override properties: PropertyDeclarations = { ...ReportElement.properties, limit: { type: Number }, layout: {} };
  static override styles = [...ReportElement.styles, skeleton];

  /** How many words, 1 to 500; "show more" raises it. */
  declare limit: number;
  /** `flow`: a text, larger words were there more often; `list`: a table. */
  declare layout: 'flow' | 'list';

  protected override readonly report = 'words';
  protected override readonly view = new LazyModule<View<this, Words> & { texts: WordsTexts }>(this, () => import('./words-view.ts'));

  constructor() {
    super();
    this.limit = STEP;
    this.layout = 'flow';
  }

  protected override reportQuery(): Query {
    const limit = Math.round(this.limit);
    return [['limit', String(limit >= 1 ? Math.min(MOST_WORDS, limit) : STEP)]];
  }

  /** Asks for more words. @internal */
  showMore(): void {
    this.limit = Math.min(MOST_WORDS, this.limit + STEP);
  }

  protected override get ownTexts(): Partial<WordsTexts> {
    return this.view.module?.texts ?? wordsTitleEn;
  }

  protected override get headingText(): string {
    return this.text('words.heading');
  }

  protected override get emptyText(): string {
    return this.text(this.answer?.data.userMessages ? 'words.understood' : 'words.empty');
  }

  protected override isEmpty({ missed, words }: Words): boolean {
    return missed === 0 && words.length === 0;
  }

  protected override renderSkeleton(): TemplateResult {
    return html`<div class="skeleton sum"></div>
      <div class="skeleton lines"></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bot-words': BotWords;
  }
}
