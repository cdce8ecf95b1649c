import type { LitElement, ReactiveController } from 'lit';
import { type Place, type Shape, type Step, stepOf } from './tree-keys.ts';

/**
 * Keeps one place of a tree table in the order of the Tab key and moves it: nothing is rendered again for that. The place stays with its row when rows
 * come, go or change their order.
 */
export class TreeFocus implements ReactiveController {
  readonly #host: LitElement;
  readonly #table: () => HTMLTableElement | null;
  #key: string | null = null;
  #column: number | null = null;
  #index = 1;
  #stop: HTMLElement | null = null;
  #within = false;

  /** @param table - finds the table; each of its rows has a `data-key` */
  constructor(host: LitElement, table: () => HTMLTableElement | null) {
    this.#host = host;
    this.#table = table;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#within = this.#table()?.matches(':focus-within') ?? false;
  }

  hostUpdated(): void {
    const table = this.#table();
    if (!table) return;
    const rows = [...table.rows];
    const kept = rows.findIndex(({ dataset }) => dataset.key === this.#key);
    const row = rows[kept < 0 ? Math.min(Math.max(1, this.#index), rows.length - 1) : kept];
    if (!row) return;
    this.#keep(row, rows.indexOf(row), this.#column);
    if (this.#within && !table.matches(':focus-within')) this.#stop?.focus({ preventScroll: true });
  }

  /** For `focusin`: where a pointer or the page put the focus is where the keys go on. */
  readonly follow = (event: FocusEvent): void => {
    const target = event.target as HTMLElement;
    const row = target.closest('tr');
    if (!row) return;
    const cell = target.closest<HTMLTableCellElement>('th, td');
    this.#keep(row, row.rowIndex, cell ? cell.cellIndex : null);
  };

  /** What a key asks for at the place where the focus is. */
  step({ key, ctrlKey, metaKey }: KeyboardEvent): Step | null {
    const table = this.#table();
    if (!table) return null;
    const rtl = getComputedStyle(this.#host).direction === 'rtl';
    return stepOf(shapeOf(table), { row: this.#index, column: this.#column }, { key, ctrl: ctrlKey || metaKey }, rtl);
  }

  go({ row: index, column }: Place): void {
    const row = this.#table()?.rows[index];
    if (!row) return;
    this.#keep(row, index, column);
    this.#stop?.focus({ preventScroll: true });
    this.reveal(row);
  }

  /** Scrolls the table, never the page, until a row is seen between its head and its totals. */
  reveal(row: HTMLTableRowElement): void {
    const table = this.#table();
    const pane = table?.parentElement;
    if (!table || !pane) return;
    const [view, box] = [pane.getBoundingClientRect(), row.getBoundingClientRect()];
    const top = view.top + (table.tHead?.offsetHeight ?? 0);
    const bottom = view.top + pane.clientHeight - (table.tFoot?.offsetHeight ?? 0);
    if (row.closest('thead, tfoot')) return;
    if (box.top < top) pane.scrollTop -= top - box.top;
    else if (box.bottom > bottom) pane.scrollTop += box.bottom - bottom;
  }

  #keep(row: HTMLTableRowElement, index: number, column: number | null): void {
    this.#key = row.dataset.key ?? null;
    this.#index = index;
    this.#column = column;
    const stop = stopOf(row, column);
    if (stop === this.#stop) return;
    if (this.#stop) this.#stop.tabIndex = -1;
    stop.tabIndex = 0;
    this.#stop = stop;
  }
}

/** What takes the focus: the row, the one control in a cell, or the cell. */
function stopOf(row: HTMLTableRowElement, column: number | null): HTMLElement {
  const cell = column === null ? null : row.cells[column];
  return cell?.querySelector<HTMLElement>('[data-stop], .explain') ?? cell ?? row;
}

function shapeOf(table: HTMLTableElement): Shape {
  return {
    rows: Array.from(table.rows, ({ ariaLevel, ariaExpanded }) => ({
      level: ariaLevel === null ? 0 : ariaLevel === '1' ? 1 : 2,
      open: ariaExpanded === null ? null : ariaExpanded === 'true',
    })),
    columns: table.rows[0]?.cells.length ?? 0,
  };
}
