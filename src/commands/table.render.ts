import Table from 'cli-table3';
import { printable } from './printable.render.js';

/** What a cell may hold; nothing is shown for null and undefined. Several lines of one cell are a list. */
export type Cell = string | number | boolean | null | undefined | readonly string[];

export interface Column<Row> {
  readonly title: string;
  readonly of: (row: Row) => Cell;
}

const NO_LINES = Object.fromEntries(
  [
    ...['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'],
    ...['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'],
  ].map((place) => [place, '']),
);

/** Spaces between columns. */
const GAP = 2;
/** No column is made narrower than this to fit the terminal. */
const NARROWEST = 8;

function linesOf(cell: Cell): string[] {
  if (cell === null || cell === undefined) return [''];
  return (typeof cell === 'object' ? cell : [String(cell)]).map(printable);
}

/** Takes columns from the widest until all fit, or all are narrow. */
function fitted(widths: readonly number[], width: number): number[] {
  const fit = [...widths];
  let excess = fit.reduce((sum, own) => sum + own + GAP, -GAP) - width;
  while (excess > 0) {
    const widest = fit.indexOf(Math.max(...fit));
    const own = fit[widest];
    if (own === undefined || own <= NARROWEST) break;
    fit[widest] = own - 1;
    excess -= 1;
  }
  return fit;
}

/** Rows in aligned columns, without lines. What is too long for `width` columns of a terminal is cut with "…". */
export function renderTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width: number | undefined,
): string {
  const cells = rows.map((row) => columns.map((column) => linesOf(column.of(row))));
  const natural = columns.map(({ title }, at) =>
    Math.max(
      title.length,
      ...cells.map((row) => Math.max(...(row[at] ?? ['']).map((line) => Array.from(line).length))),
    ),
  );
  const widths = width === undefined ? natural : fitted(natural, width);
  const table = new Table({
    chars: NO_LINES,
    style: { 'padding-left': 0, 'padding-right': GAP, head: [], border: [], compact: true },
    head: columns.map(({ title }) => title),
    colWidths: widths.map((own) => own + GAP),
  });
  for (const row of cells) table.push(row.map((lines) => lines.join('\n')));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
