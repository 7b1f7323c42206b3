import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { RESULTS } from './folders.mjs';

/** Progress, apart from the tables. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** One measured run as one JSON line in results/PROTOCOL.jsonl. */
export function keep(protocol, record) {
  mkdirSync(RESULTS, { recursive: true });
  appendFileSync(
    join(RESULTS, `${protocol}.jsonl`),
    `${JSON.stringify({ at: new Date().toISOString(), ...record })}\n`,
  );
}

/** What the figures belong to: the command and the machine. */
export function printFacts(command, facts) {
  process.stdout.write(`\n$ ${command}\n`);
  const { processors, memoryGib, kernel, system, node, at } = facts;
  process.stdout.write(`${processors}, ${memoryGib} GiB, ${system}, Linux ${kernel}, Node ${node}, ${at}\n`);
}

/** A Markdown table, padded so that it also reads well in a terminal. `rows`: one array of texts each. */
export function printTable(title, heads, rows) {
  const widths = heads.map((head, at) => Math.max(head.length, ...rows.map((row) => row[at].length)));
  const line = (cells) => `| ${cells.map((cell, at) => pad(cell, widths[at], at)).join(' | ')} |`;
  const rule = `| ${widths.map((width, at) => (at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  process.stdout.write(`\n${title}\n\n${[line(heads), rule, ...rows.map(line)].join('\n')}\n`);
}

function pad(cell, width, column) {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

/** A number with as many digits as it deserves; a dash where there is none. */
export function figure(value, digits = 0) {
  if (value === undefined || Number.isNaN(value)) return '–';
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** How undisturbed the runs of a row were: cores used by anything else, the highest of them. */
export function quietness(runs) {
  const most = Math.max(...runs.map((run) => run.otherCores));
  return `${most.toFixed(2)}${runs.some((run) => run.disturbed) ? ' DISTURBED' : ''}`;
}
