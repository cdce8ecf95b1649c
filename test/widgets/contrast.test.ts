import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { type ColourName, palette } from '../../widgets/internal/styles/palette.ts';
import { contrast } from '../support/contrast.ts';

const FILE = fileURLToPath(new URL('../../docs/accessibility.md', import.meta.url));
const [BEGIN, END] = ['<!-- contrast: begin -->', '<!-- contrast: end -->'];

/** What each colour is for, and the contrast that WCAG 2.2 wants of it; `null`: none, since it means nothing by itself. */
const USES: Record<Exclude<ColourName, 'surface'>, readonly [use: string, least: 4.5 | 3 | null]> = {
  text: ['text', 4.5],
  muted: ['secondary text, borders of controls', 4.5],
  line: ['hairlines', null],
  accent: ['what can be done, bars', 4.5],
  focus: ['the ring around what has the focus', 3],
  c1: ['categories', 3],
  c2: ['categories', 3],
  c3: ['categories', 3],
  c4: ['categories', 3],
  c5: ['categories', 3],
  c6: ['categories', 3],
  c7: ['categories', 3],
  c8: ['categories', 3],
  completed: ['an outcome', 3],
  handedOff: ['an outcome', 3],
  abandoned: ['an outcome', 3],
  open: ['an outcome', 3],
  good: ['a change for the better', 4.5],
  bad: ['a change for the worse', 4.5],
};

const tokenOf = (name: string): string => name.replace(/^c(\d)$/, '$1').replace('handedOff', 'handed-off');

function table(): string {
  const cells = (Object.keys(USES) as (keyof typeof USES)[]).map((name) => {
    const [use, least] = USES[name];
    const measured = (['light', 'dark'] as const).flatMap((theme) => {
      const ratio = contrast(palette[theme][name], palette[theme].surface);
      if (least !== null && ratio < least) throw new Error(`${name} has ${ratio} in the ${theme} theme, and needs ${least}.`);
      return [`\`${palette[theme][name]}\``, `${ratio.toFixed(2)}:1`];
    });
    return [`\`--bot-color-${tokenOf(name)}\``, use, ...measured, least === null ? '' : `${least}:1`];
  });
  const head = ['property', 'for', 'light', `on \`${palette.light.surface}\``, 'dark', `on \`${palette.dark.surface}\``, 'needed'];
  return [head, head.map(() => '-'), ...cells].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** `npx vitest run test/widgets/contrast.test.ts -u` writes it. */
test('the accessibility statement has the contrasts of the colours as they are', async () => {
  const written = await readFile(FILE, 'utf8');
  const [before, after] = [written.split(BEGIN)[0], written.split(END)[1]];
  expect(after).toBeDefined();
  const options = await resolveConfig(FILE, { editorconfig: true });
  const fresh = await format(`${before}${BEGIN}\n\n${table()}\n\n${END}${after}`, { ...options, filepath: FILE });
  await expect(fresh).toMatchFileSnapshot(FILE);
});
