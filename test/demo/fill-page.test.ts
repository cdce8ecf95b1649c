import { describe, expect, test } from 'vitest';
import { fillPage } from '../../demo/fill-page.ts';

const fill = (template: string, texts: Record<string, string> = {}, parts: Record<string, boolean> = {}) =>
  fillPage(template, { texts, parts });

describe('a page', () => {
  test('gets its values, safe in texts and attributes', () => {
    const filled = fill('<b title="{{name}}">{{name}} {{name}}</b>', { name: `<i a="1" b='2'>&` });
    const safe = '&lt;i a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;';
    expect(filled).toBe(`<b title="${safe}">${safe} ${safe}</b>`);
  });

  test('takes values as they are, also those that look like patterns or like templates', () => {
    expect(fill('a {{name}} b', { name: '$& $1 {{other}}' })).toBe('a $&amp; $1 {{other}} b');
  });

  test('keeps the parts that are on, drops the others whole, each by its own end', () => {
    const template = 'a\n  <!-- if x -->\n  x {{v}}\n  <!-- end x -->\nb\n  <!-- if y -->\n  y\n  <!-- end y -->\nc\n';
    expect(fill(template, { v: '1' }, { x: true, y: false })).toBe('a\n  x 1\nb\nc\n');
    expect(fill(template, { v: '1' }, { x: false, y: true })).toBe('a\nb\n  y\nc\n');
  });

  test('names what has no value', () => {
    expect(() => fill('{{nmae}}', { name: 'x' })).toThrow('"nmae"');
    expect(() => fill('{{toString}}')).toThrow('"toString"');
    expect(() => fill('<!-- if x --> <!-- end x -->')).toThrow('"x"');
  });
});
