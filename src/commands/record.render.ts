import { printable } from './printable.render.js';

type Line = readonly [field: string, value: string];

function linesOf(value: unknown, field: string): Line[] {
  if (value === null || value === undefined || value === '') return [];
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== 'object')) return value.length === 0 ? [] : [[field, value.join(', ')]];
    return value.flatMap((item, at) => linesOf(item, `${field}[${at}]`));
  }
  if (typeof value === 'object') {
    return Object.entries(value).flatMap(([key, inner]) => linesOf(inner, field === '' ? key : `${field}.${key}`));
  }
  return [[field, typeof value === 'string' ? value : JSON.stringify(value)]];
}

/** A record, a field per line; fields are named as the API and the `set` commands name them. What is not set is left out. */
export function renderRecord(record: unknown): string {
  const lines = linesOf(record, '');
  const widest = Math.max(0, ...lines.map(([field]) => field.length));
  return lines.map(([field, value]) => `${printable(field).padEnd(widest)}  ${printable(value)}`).join('\n');
}
