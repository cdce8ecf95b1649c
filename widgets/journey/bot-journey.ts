import { html, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Journey, Outcome } from '../../gateway/contract/journey.ts';
import type { Query } from '../data/gateway-client.ts';
import { LazyModule } from '../internal/lazy-module.ts';
import { ReportElement, type View } from '../internal/report-element.ts';
import { type List, toList } from '../internal/settings.ts';
import { skeleton } from './skeleton.styles.ts';
import type { JourneyTexts } from './texts-en.ts';
import { journeyTitleEn } from './title-en.ts';

export type Display = 'graph' | 'list' | 'table';

const OUTCOMES: readonly string[] = ['completed', 'handedOff', 'open', 'abandoned'] satisfies Outcome[];

/**
 * How conversations really walked through the bot's nodes: from the start to the end, a column a step, wider where more went. Picking a node shows the paths
 * through it alone, and asks for its messages; Escape leads back. A story or a node that is picked elsewhere is followed.
 *
 * @tagname bot-journey
 * @summary The paths of conversations as a graph, a list or a table.
 * @csspart graph - The graph's frame.
 * @csspart legend - What its lines and cards say, and its buttons.
 * @csspart tooltip - Numbers of the node or link that is looked at.
 * @csspart list - The list, in narrow places.
 * @csspart table - The pane that the tables scroll in.
 * @csspart picked - Button with the node that the paths go through; it leads back.
 * @csspart definitions - What the figures mean.
 */
export class BotJourney extends ReportElement<Journey, JourneyTexts> {
  static override readonly tag = 'bot-journey';
  static override properties: PropertyDeclarations = {
    ...ReportElement.properties,
    outcome: {},
    limit: { type: Number },
    display: {},
  };
  static override styles = [...ReportElement.styles, skeleton];

  /** Only conversations that ended so: some of `completed`, `handedOff`, `open`, `abandoned`; not set: all. */
  declare outcome: List | undefined;
  /** How many nodes are shown before the rest folds into one, 1 to 200; not set: 40. */
  declare limit: number | undefined;
  /** `graph`, `list` or `table`; not set: a graph, in narrow places a list. */
  declare display: Display | undefined;

  protected override readonly report = 'journey';
  protected override readonly view = new LazyModule<View<this, Journey> & { texts: JourneyTexts }>(this, () => import('./journey-view.ts'));

  /** The outcomes that are asked for; empty: all. @internal */
  get outcomes(): Outcome[] {
    return toList(this.outcome).filter((outcome): outcome is Outcome => OUTCOMES.includes(outcome));
  }

  protected override reportQuery(): Query {
    const { story, node } = this.selection;
    return [
      ...[...this.outcomes].sort().map((outcome) => ['outcome', outcome] as const),
      ...(story === undefined ? [] : [['story', story] as const]),
      ...(node === undefined ? [] : [['node', node] as const]),
      ...(Number.isInteger(this.limit) ? [['limit', String(this.limit)] as const] : []),
    ];
  }

  protected override get ownTexts(): Partial<JourneyTexts> {
    return this.view.module?.texts ?? journeyTitleEn;
  }

  protected override get headingText(): string {
    return this.text('journey.heading');
  }

  protected override get emptyText(): string {
    const outcome = this.outcomes.map((each) => this.text(`journey.${each}`)).join(', ');
    const name = this.selection.node ?? this.selection.story ?? '';
    if (name !== '') return this.text(outcome === '' ? 'journey.empty.through' : 'journey.empty.both', { name, outcome });
    return outcome === '' ? this.text('journey.empty') : this.text('journey.empty.outcome', { outcome });
  }

  protected override isEmpty(data: Journey): boolean {
    return data.conversations === 0;
  }

  protected override renderSkeleton(): TemplateResult {
    const column = (cards: number): TemplateResult =>
      html`<div>${Array.from({ length: cards }, () => html`<i class="skeleton"></i>`)}</div>`;
    return html`<div class="bones">${[1, 3, 6, 5, 4, 1].map(column)}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bot-journey': BotJourney;
  }
}
