import { html, type TemplateResult } from 'lit';
import type { Stories } from '../../gateway/contract/stories.ts';
import { LazyModule } from '../internal/lazy-module.ts';
import { ReportElement, type View } from '../internal/report-element.ts';
import { skeleton } from './skeleton.styles.ts';
import type { StoriesTexts } from './texts-en.ts';
import { storiesTitleEn } from './title-en.ts';

/**
 * Stories and the nodes in them: how often the bot invoked each, and how well, as a tree table; beside it a ring of all stories, of the ticked rows, or
 * of one story's nodes. Picking a row or a slice asks for its messages.
 *
 * @tagname bot-stories
 * @summary What the bot invoked, how often and how well.
 * @csspart table - The pane that the tree table scrolls in.
 * @csspart pie - The ring with its heading and names.
 * @csspart picked - Button with what is picked; it takes the pick back.
 * @csspart tooltip - Numbers of the slice that is looked at.
 * @csspart definitions - What the figures mean.
 * @cssproperty [--bot-table-height=29rem] - Height of the table, which scrolls inside.
 */
export class BotStories extends ReportElement<Stories, StoriesTexts> {
  static override readonly tag = 'bot-stories';
  static override styles = [...ReportElement.styles, skeleton];

  protected override readonly report = 'stories';
  protected override readonly view = new LazyModule<View<this, Stories> & { texts: StoriesTexts }>(this, () => import('./stories-view.ts'));

  protected override get ownTexts(): Partial<StoriesTexts> {
    return this.view.module?.texts ?? storiesTitleEn;
  }

  protected override get headingText(): string {
    return this.text('stories.heading');
  }

  protected override get emptyText(): string {
    return this.text('stories.empty');
  }

  protected override isEmpty(data: Stories): boolean {
    return data.stories.length === 0;
  }

  protected override renderSkeleton(): TemplateResult {
    return html`<div class="both">
      <div class="skeleton rows"></div>
      <div class="skeleton circle"></div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bot-stories': BotStories;
  }
}
