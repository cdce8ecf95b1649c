/** An element with properties and children; texts go in as texts, never as markup. */
export function element(tag, properties = {}, ...children) {
  const { dataset, aria, ...own } = properties;
  const node = Object.assign(document.createElement(tag), own);
  Object.assign(node.dataset, dataset);
  for (const [name, value] of Object.entries(aria ?? {})) node.setAttribute(`aria-${name}`, value);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** A cell with a number: compact, exact in its title, with a bar behind it where the column is compared. */
export function numberCell({ text, title }, barShare) {
  const cell = element('td', { className: barShare === undefined ? 'number' : 'number bar', title }, text);
  if (barShare !== undefined) cell.style.setProperty('--share', String(barShare));
  return cell;
}

/** A cell with a name, whole in its title. */
export const nameCell = (text, ...children) =>
  element('td', { className: 'name', title: text }, ...(children.length > 0 ? children : [text]));

/**
 * A table.
 *
 * @param columns - `[label, isNumber]`
 */
export function table(caption, columns, rows) {
  const heads = columns.map(([label, isNumber]) => element('th', { scope: 'col', className: isNumber ? 'number' : '' }, label));
  return element('table', { aria: { label: caption } }, element('thead', {}, element('tr', {}, ...heads)), element('tbody', {}, ...rows));
}

export const options = (select, entries, chosen) => {
  select.replaceChildren(...entries.map(([value, label]) => element('option', { value, selected: value === chosen }, label)));
};

/** A calm sentence in place of an answer, with one thing to do. */
export function calm(sentence, action, tone = '') {
  const button = action && element('button', { type: 'button', onclick: action.run }, action.label);
  return element('p', { className: `calm ${tone}` }, sentence, button ?? null);
}
