/* global getSelection, matchMedia, navigator, setTimeout */
/** Colours that can be chosen, after `--bot-color-`: what they are for, and what holds without a choice, light and dark. */
const COLOURS = [
  ['accent', 'Accent', '#2f55c8', '#86a5ff'],
  ['surface', 'Surface', '#ffffff', '#16181c'],
  ['text', 'Text', '#1b1d22', '#e8eaed'],
  ['muted', 'Secondary text', '#5f6672', '#9ba3b0'],
  ['line', 'Lines', '#e4e6eb', '#2d3139'],
  ['1', 'Chart 1', '#3b5cd4', '#788efb'],
  ['2', 'Chart 2', '#cb5e18', '#ef9952'],
  ['3', 'Chart 3', '#279994', '#35cacf'],
  ['4', 'Chart 4', '#882d80', '#c963b7'],
  ['good', 'Better', '#007960', '#36d8b8'],
  ['bad', 'Worse', '#ca2815', '#fd715b'],
];

/** Properties with a slider: label, least, most, step, what holds without a choice, unit. */
const MEASURES = {
  '--bot-radius': ['Corners', 0, 20, 1, 6, 'px'],
  '--bot-density': ['Density', 0.75, 1.5, 0.05, 1, ''],
  '--bot-size-text': ['Text', 12, 18, 0.5, 14, 'px'],
  '--bot-size-headline': ['Headline numbers', 18, 44, 1, 28, 'px'],
  '--bot-weight-numbers': ['Weight of numbers', 300, 900, 100, 600, ''],
};

const looks = document.querySelector('#looks');
const stage = document.querySelector('#stage');
const provider = document.querySelector('bot-provider');
const said = document.querySelector('#said');
provider.getToken = () => fetch('/token?as=portal').then((response) => response.text());

/** What was chosen: colours of each scheme, and the rest. */
let chosen = { light: {}, dark: {}, others: {} };
const scheme = () => looks.elements.scheme.value;

function field(label, input) {
  const row = Object.assign(document.createElement('label'), { className: 'field', textContent: label });
  row.append(input);
  return row;
}

for (const [name, label, light] of COLOURS) {
  const input = Object.assign(document.createElement('input'), { type: 'color', name: `colour-${name}`, defaultValue: light });
  input.addEventListener('input', () => {
    chosen[scheme()][name] = input.value;
    show();
  });
  document.querySelector('#colours').append(field(label, input));
}
for (const [name, [label, min, max, step, value, unit]] of Object.entries(MEASURES)) {
  const input = Object.assign(document.createElement('input'), { type: 'range', name, min, max, step });
  // `value` last: it is held to the bounds that stand when it is set.
  input.defaultValue = String(value);
  input.addEventListener('input', () => {
    if (Number(input.value) === value) delete chosen.others[name];
    else chosen.others[name] = `${input.value}${unit}`;
    show();
  });
  document.querySelector('#measures').append(field(label, input));
}
looks.elements.font.addEventListener('change', ({ target }) => {
  if (target.value) chosen.others['font-family'] = target.value;
  else delete chosen.others['font-family'];
  show();
});
looks.addEventListener('change', ({ target }) => target.name === 'scheme' && show());
looks.addEventListener('reset', () => {
  chosen = { light: {}, dark: {}, others: {} };
  // The fields have their first values only after this.
  setTimeout(show);
});

/** The properties as a page would write them. */
function properties() {
  const colours = COLOURS.filter(([name]) => chosen.light[name] || chosen.dark[name]).map(([name, , light, dark]) => [
    `--bot-color-${name}`,
    `light-dark(${chosen.light[name] ?? light}, ${chosen.dark[name] ?? dark})`,
  ]);
  return [...Object.entries(chosen.others), ...colours];
}

function show() {
  stage.style.cssText = `color-scheme: ${scheme()}`;
  const all = properties();
  for (const [name, value] of all) stage.style.setProperty(name, value);
  for (const [name, , light, dark] of COLOURS)
    looks.elements[`colour-${name}`].value = chosen[scheme()][name] ?? (scheme() === 'dark' ? dark : light);
  const lines = all.map(([name, value]) => `  ${name}: ${value};`);
  document.querySelector('#css').textContent =
    `:root {\n  color-scheme: light dark;\n}\n\nbot-provider {\n${lines.length > 0 ? lines.join('\n') : '  /* nothing is changed yet */'}\n}\n`;
  said.textContent = '';
}

document.querySelector('#copy').addEventListener('click', async () => {
  const css = document.querySelector('#css');
  try {
    await navigator.clipboard.writeText(css.textContent);
    said.textContent = 'Copied.';
  } catch {
    getSelection().selectAllChildren(css);
    said.textContent = 'Selected: copy it with the keyboard.';
  }
});

if (matchMedia('(prefers-color-scheme: dark)').matches) looks.elements.scheme.value = 'dark';
show();
