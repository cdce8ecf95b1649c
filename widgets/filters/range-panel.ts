import { html, nothing, type TemplateResult } from 'lit';
import type { Preset } from '../../gateway/contract/query.ts';
import { isPreset, PRESETS } from '../internal/presets.ts';
import type { Filters } from '../internal/settings.ts';
import type { BotFilters } from './bot-filters.ts';
import { renderOptions, renderPanel } from './filter-panel.ts';
import { deskOf } from './filters-desk.ts';
import { instantOf, localOf, zonedText } from './zone-clock.ts';

/** The time that is shown: a range with a name, or one of the viewer's own. */
export function renderRange(host: BotFilters): TemplateResult {
  const desk = deskOf(host);
  const { filters, initial } = desk;
  const groups = [{ label: '', choices: PRESETS.map((value) => ({ value, label: host.text(`filters.range.${value}`) })) }];
  return renderPanel(host, {
    name: 'range',
    label: host.text('filters.range'),
    value: rangeText(host, filters),
    isActive: filters.range !== initial.range || filters.from !== initial.from || filters.to !== initial.to,
    content: () => html`
      <div class="presets">
        ${renderOptions(host, {
          name: 'range',
          type: 'radio',
          groups,
          chosen: [filters.range ?? ''],
          withAll: false,
          searchable: false,
          onChoose: (value) => desk.choose({ range: value as Preset }),
        })}
      </div>
      ${renderOwn(host, filters)}
    `,
  });
}

function rangeText(host: BotFilters, { range, from = '', to = '' }: Filters): string {
  if (range !== undefined) return isPreset(range) ? host.text(`filters.range.${range}`) : range;
  const isRange = !Number.isNaN(Date.parse(from)) && Date.parse(from) < Date.parse(to);
  return isRange ? host.format.range(from, to) : `${from} – ${to}`;
}

/** Start and end on the clock of the zone that is shown. */
function renderOwn(host: BotFilters, filters: Filters): TemplateResult {
  const desk = deskOf(host);
  const { tz } = host.format;
  const [from, to] = ownTimes(filters, tz);
  const apply = (submitted: SubmitEvent) => {
    submitted.preventDefault();
    const form = submitted.currentTarget as HTMLFormElement;
    const [start, end] = [...form.querySelectorAll('input')].map(({ value }) => instantOf(value, tz));
    desk.fault = typeof start !== 'number' || typeof end !== 'number' ? 'missing' : start < end ? null : 'order';
    host.requestUpdate();
    if (typeof start !== 'number' || typeof end !== 'number' || start >= end) return;
    desk.choose({ from: zonedText(start, tz), to: zonedText(end, tz) }, true);
    form.closest<HTMLElement>('[popover]')?.hidePopover();
  };
  const field = (label: string, value: string) => html`
    <label class="field">
      <span class="note">${label}</span>
      <input
        type="datetime-local"
        step="900"
        min="2000-01-01T00:00"
        max="9998-12-31T00:00"
        .value=${value}
        aria-invalid=${desk.fault !== null}
      />
    </label>
  `;
  return html`
    <form class="own" novalidate @submit=${apply} aria-label=${host.text('filters.own')}>
      <div class="group">${host.text('filters.own')}</div>
      ${field(host.text('filters.own.from'), from)} ${field(host.text('filters.own.to'), to)}
      <p class="note">${host.text('filters.own.note', { zone: tz.replaceAll('_', ' ') })}</p>
      <p class="fault" role="alert">${desk.fault ? host.text(`filters.own.${desk.fault}`) : nothing}</p>
      <button part="button" type="submit">${host.text('filters.own.apply')}</button>
    </form>
  `;
}

/** The range that is shown, if it has ends; else the last seven days, to begin with. */
function ownTimes({ from = '', to = '' }: Filters, tz: string): readonly [from: string, to: string] {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  if (!Number.isNaN(start) && !Number.isNaN(end)) return [localOf(start, tz), localOf(end, tz)];
  const today = localOf(Date.now(), tz).slice(0, 10);
  const day = (days: number) => `${new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10)}T00:00`;
  return [day(-6), day(1)];
}
