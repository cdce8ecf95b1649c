import type { Asked, Figure } from './explanation.ts';

interface Compared {
  now: number;
  before: number;
  /** As they are written, with "≈" where they are estimates. */
  written: { now: string; before: string };
}

/** From here on a factor says more than a percentage: as the figures on screen have it. */
const MANIFOLD = 10;

/** How a count changed against the range before, as a calculation. */
export function changeOfCount({ format, text }: Asked<unknown>, { now, before, written }: Compared): Figure {
  const name = text('explain.change');
  const steps = [
    { label: text('explain.now'), value: written.now },
    { sign: 'minus', label: text('explain.before'), value: written.before },
    { sign: 'over', label: text('explain.before'), value: written.before },
  ] as const;
  if (before === 0) return { name, value: format.none, formula: text('explain.change.none'), steps: [] };
  const mark = written.now.startsWith('≈') || written.before.startsWith('≈') ? '≈ ' : '';
  if (now / before >= MANIFOLD) {
    const value = `${mark}×${format.compact(Math.round(now / before))}`;
    return { name, value, formula: text('explain.change.times'), steps: [steps[0], steps[2]] };
  }
  return { name, value: mark + (format.change(now, before) ?? format.none), formula: text('explain.change.means'), steps };
}

/** How a rate changed: in points, since a percentage of a percentage would mislead. */
export function changeOfRate({ format, text }: Asked<unknown>, now: number, before: number, written: (points: string) => string): Figure {
  return {
    name: text('explain.change'),
    value: written(format.points(now, before)),
    formula: text('explain.change.points'),
    steps: [
      { label: text('explain.now'), value: format.percent(now) },
      { sign: 'minus', label: text('explain.before'), value: format.percent(before) },
    ],
  };
}
