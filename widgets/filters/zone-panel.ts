import type { TemplateResult } from 'lit';
import type { BotFilters } from './bot-filters.ts';
import type { Choice, ChoiceGroup } from './choices.ts';
import { renderOptions, renderPanel } from './filter-panel.ts';
import { deskOf } from './filters-desk.ts';

const labelOf = (tz: string): string => tz.replaceAll('_', ' ');

/** The zone in which days begin and times are told: the viewer's, UTC and the page's first, then all that the browser knows. */
export function renderZone(host: BotFilters): TemplateResult {
  const desk = deskOf(host);
  const { tz } = desk.filters;
  return renderPanel(host, {
    name: 'tz',
    label: host.text('filters.zone'),
    value: labelOf(tz),
    isActive: tz !== desk.initial.tz,
    content: () =>
      renderOptions(host, {
        name: 'tz',
        type: 'radio',
        groups: zones(host, tz, desk.initial.tz),
        chosen: [tz],
        withAll: false,
        onChoose: (value) => desk.choose({ tz: value }),
      }),
  });
}

function zones(host: BotFilters, current: string, page: string): ChoiceGroup[] {
  const viewer = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const first = new Map<string, Choice>();
  const add = (value: string, note?: string) => {
    if (!first.has(value)) first.set(value, { value, label: labelOf(value), ...(note !== undefined && { note }) });
  };
  add(viewer, host.text('filters.zone.yours'));
  add(page, host.text('filters.zone.page'));
  add('UTC');
  add(current);
  const others = Intl.supportedValuesOf('timeZone').filter((zone) => !first.has(zone));
  return [
    { label: '', choices: [...first.values()] },
    { label: host.text('filters.zone.all'), choices: others.map((value) => ({ value, label: labelOf(value) })) },
  ];
}
