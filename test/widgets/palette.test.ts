import { describe, expect, test } from 'vitest';
import { type ColourName, palette } from '../../widgets/internal/styles/palette.ts';
import { contrast, linear, type Triple } from '../support/contrast.ts';

type Matrix = [Triple, Triple, Triple];

/** Machado, Oliveira, Fernandes 2009, severity 1.0, on linear sRGB. */
const visions: Record<string, Matrix> = {
  'full colour vision': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Distance in OKLab, where 0.02 is about what one just sees side by side: five times that for neighbours, half of it for any two that may meet in a pie. */
const APART = 0.1;
const STILL_APART = 0.05;

const times = (matrix: Matrix, [x, y, z]: Triple): Triple => matrix.map(([a, b, c]) => a * x + b * y + c * z) as Triple;
const inGamut = (colour: Triple): Triple => colour.map((value) => Math.min(1, Math.max(0, value))) as Triple;

/** Björn Ottosson's OKLab. */
function okLab(colour: Triple): Triple {
  const cones: Matrix = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
  ];
  const opponents: Matrix = [
    [0.2104542553, 0.793617785, -0.0040720468],
    [1.9779984951, -2.428592205, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.808675766],
  ];
  return times(opponents, times(cones, colour).map(Math.cbrt) as Triple);
}

function distance(one: string, other: string, vision: Matrix): number {
  const [a, b] = [one, other].map((hex) => okLab(inGamut(times(vision, linear(hex))))) as [Triple, Triple];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

const pairsOf = <Item>(items: Item[]): [Item, Item][] =>
  items.flatMap((one, at) => items.slice(at + 1).map((other) => [one, other] as [Item, Item]));

const eight: ColourName[] = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8'];
const outcomes: ColourName[] = ['completed', 'handedOff', 'abandoned', 'open'];
const marks: ColourName[] = [...eight, ...outcomes, 'focus'];
const read: ColourName[] = ['text', 'muted', 'accent', 'good', 'bad'];
const neighbours = eight.map((name, at) => [name, eight[(at + 1) % 8]!] as [ColourName, ColourName]);
const apart = [...neighbours, ...pairsOf(eight.slice(0, 4)), ...pairsOf(outcomes), ['good', 'bad'] as [ColourName, ColourName]];

test('the measures are those of the standards', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  expect(okLab(linear('#ffffff'))[0]).toBeCloseTo(1, 3);
  // The two that are famous for being one without red or green: told apart at first, not any more.
  expect(distance('#b05050', '#7a7a30', visions['full colour vision']!)).toBeGreaterThan(APART);
  expect(distance('#b05050', '#7a7a30', visions.deuteranopia!)).toBeLessThan(STILL_APART);
});

describe.each(['light', 'dark'] as const)('the %s palette', (theme) => {
  const colours = palette[theme];

  test.each(marks)('shows %s at 3:1 on its surface', (name) => {
    expect(contrast(colours[name], colours.surface)).toBeGreaterThanOrEqual(3);
  });

  test.each(read)('writes %s at 4.5:1 on its surface', (name) => {
    expect(contrast(colours[name], colours.surface)).toBeGreaterThanOrEqual(4.5);
  });

  describe.each(Object.keys(visions))('under %s', (vision) => {
    test.each(apart)('keeps %s well apart from %s', (one, other) => {
      expect(distance(colours[one], colours[other], visions[vision]!)).toBeGreaterThanOrEqual(APART);
    });

    test.each(pairsOf(eight))('tells %s from %s', (one, other) => {
      expect(distance(colours[one], colours[other], visions[vision]!)).toBeGreaterThanOrEqual(STILL_APART);
    });
  });
});

test('both themes name the same colours', () => {
  expect(Object.keys(palette.dark)).toEqual(Object.keys(palette.light));
});
