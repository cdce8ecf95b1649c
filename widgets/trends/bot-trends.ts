import { css, html, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Interval, Trends } from '../../gateway/contract/trends.ts';
import type { Query } from '../data/gateway-client.ts';
import { LazyModule } from '../internal/lazy-module.ts';
import { ReportElement, type View } from '../internal/report-element.ts';
import type { Filters } from '../internal/settings.ts';
import { intervalsFor, isInterval } from './intervals.ts';
import type { TrendsTexts } from './texts-en.ts';
import { trendsTitleEn } from './title-en.ts';

export type Display = 'lines' | 'outcomes' | 'table';
type Time = Pick<Filters, 'range' | 'from' | 'to'>;

/**
 * How much happens, and how it changes: conversations, users, automation and messages against the range before, and their course.
 *
 * Its figures choose which lines are drawn. A click on a moment of the chart, or a drag over several, asks for that time as the range.
 *
 * @tagname bot-trends
 * @summary Headline figures with their change, and a chart over time.
 * @csspart figures - The headline figures.
 * @csspart figure - Each of them, a button.
 * @csspart chart - The chart's frame.
 * @csspart canvas - The chart.
 * @csspart tooltip - Numbers of the moment that is looked at.
 * @csspart table - The table.
 * @csspart legend - Names and shares of the outcomes.
 * @csspart caption - What is compared, and the zone.
 */
export class BotTrends extends ReportElement<Trends, TrendsTexts> {
  static override readonly tag = 'bot-trends';
  static override properties: PropertyDeclarations = {
    ...ReportElement.properties,
    measures: {},
    interval: {},
    display: {},
  };
  static override styles = [
    ...ReportElement.styles,
    css`
      [part='base'] {
        --_height: 28rem;
        --_chart-height: 17rem;
      }
      .bones {
        flex: 1;
        display: grid;
        grid-template: 6rem 1fr / repeat(4, 1fr);
        gap: 1rem;
      }
      .bones :last-child {
        grid-column: 1 / -1;
      }
      @container (inline-size < 36rem) {
        [part='base'] {
          --_height: 36rem;
          --_chart-height: 15rem;
        }
        .bones {
          grid-template: 6rem 6rem 1fr / repeat(2, 1fr);
        }
        /* The line that the tools will take. */
        [part='base']:has(.bones) > [part='header'] {
          margin-block-end: calc(0.75rem + var(--_control));
        }
      }
    `,
  ];

  /** Which lines are drawn: some of `conversations users automation messages`; not set: `conversations users`. */
  declare measures: string | undefined;
  /** Length of a bucket: `hour`, `day`, `week` or `month`; not set, or too short for the range: what suits the range. */
  declare interval: Interval | undefined;
  /** What is shown below the figures: `lines`, `outcomes` or `table`; not set: `lines`. */
  declare display: Display | undefined;

  /** Pages of a long table that are shown. @internal */
  pages = 1;
  #trail: { before: Time; after: Time }[] = [];

  protected override readonly report = 'trends';
  protected override readonly view = new LazyModule<View<this, Trends> & { texts: TrendsTexts }>(this, () => import('./trends-view.ts'));

  protected override reportQuery(): Query {
    const { chosenInterval } = this;
    return [['compare', 'previous'], ...(chosenInterval ? [['interval', chosenInterval] as const] : [])];
  }

  /** The interval that is set, as far as the range allows it. @internal */
  get chosenInterval(): Interval | null {
    const { interval } = this;
    return isInterval(interval) && intervalsFor(this.settings).includes(interval) ? interval : null;
  }

  /** Asks for a part of the range. @internal @param from - RFC 3339, as `to` */
  narrow(from: string, to: string): void {
    const before = timeOf(this.settings);
    if (this.requestFilters({ from, to })) this.#trail.push({ before, after: timeOf(this.settings) });
  }

  /** The time that was asked for before it was narrowed; `null` where it was not, or is another one by now. @internal */
  get wayBack(): Time | null {
    const last = this.#trail.at(-1);
    return last && same(last.after, timeOf(this.settings)) ? last.before : null;
  }

  /** @internal */
  goBack(): void {
    const time = this.wayBack;
    if (time && this.requestFilters(time)) this.#trail.pop();
  }

  protected override get ownTexts(): Partial<TrendsTexts> {
    return this.view.module?.texts ?? trendsTitleEn;
  }

  protected override get headingText(): string {
    return this.text('trends.heading');
  }

  protected override get emptyText(): string {
    return this.text('trends.empty');
  }

  protected override isEmpty(data: Trends): boolean {
    return data.totals.conversations === 0;
  }

  protected override renderSkeleton(): TemplateResult {
    const bone = html`<div class="skeleton"></div>`;
    return html`<div class="bones">${bone}${bone}${bone}${bone}${bone}</div>`;
  }
}

function timeOf({ range, from, to }: Time): Time {
  return range !== undefined ? { range } : { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

const same = (one: Time, other: Time): boolean => one.range === other.range && one.from === other.from && one.to === other.to;

declare global {
  interface HTMLElementTagNameMap {
    'bot-trends': BotTrends;
  }
}
