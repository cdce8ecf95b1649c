import { html, nothing, type TemplateResult } from 'lit';
import { rove } from './explain-button.ts';
import { styleProperty } from './style-property.ts';

/** A column of a table that says the same as a drawing. */
export interface Column<Row> {
  label: string;
  /** As a text; the first column is the row's name. */
  text: (row: Row) => string;
  /** Explains the text, or says it exactly. */
  title?: (row: Row) => string | undefined;
  numeric?: boolean;
  /** 0 ... 1: draws a bar behind the number. */
  share?: (row: Row) => number;
}

/** The last column: what explains a row's numbers. */
export interface ExplainColumn<Row> {
  label: string;
  /** @param isStop - the Tab key leads to it; from there the arrows do */
  render: (row: Row, isStop: boolean) => unknown;
}

/** A table with a head that stays. @param caption - says what it is, for screen readers */
export function renderTable<Row>(
  caption: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  explain: ExplainColumn<Row>,
): TemplateResult {
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label=${caption} @keydown=${rove}>
      <table>
        <caption class="hidden">
          ${caption}
        </caption>
        <thead>
          <tr>
            ${columns.map(({ label, numeric }) => html`<th scope="col" class=${numeric ? 'number' : ''}>${label}</th>`)}
            <th scope="col" class="explain-cell"><span class="hidden">${explain.label}</span></th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row, at) =>
              html`<tr data-explains>
                ${columns.map((column, index) => (index === 0 ? renderName(column, row) : renderCell(column, row)))}
                <td class="explain-cell">${explain.render(row, at === 0)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  `;
}

const renderName = <Row>({ text, title }: Column<Row>, row: Row) =>
  html`<th scope="row" title=${title?.(row) ?? nothing}>${text(row)}</th>`;

function renderCell<Row>({ text, title, numeric, share }: Column<Row>, row: Row): TemplateResult {
  const bar = share ? html`<i ${styleProperty('--share', share(row))}></i>` : nothing;
  const kind = [numeric ? 'number' : '', share ? 'bar' : ''].join(' ').trim();
  return html`<td class=${kind} title=${title?.(row) ?? nothing}>${bar}<span>${text(row)}</span></td>`;
}
