import { CONTROL_BITS, PXE_TAG_NAMES } from './print-pxe-options.js';

/** One tag of a printed line: its name or number, and the rest. */
export interface PxeItem {
  readonly tag: string;
  readonly value: string;
}

/**
 * The tags of a printed line: cut at commas, but not at those in quotes and in parentheses. Words of discovery control
 * that stand without parentheses stay with it.
 */
export function splitPxeItems(line: string): string[] {
  const items: string[] = [];
  for (const part of cutAtCommas(line)) {
    const isControlWord = CONTROL_BITS.some(([, words]) => words === part);
    if (isControlWord && items.length > 0) items.push(`${items.pop()}, ${part}`);
    else items.push(part);
  }
  return items;
}

/** `8 boot servers 15 at any address`, `boot servers 15 at any address` or `128 0x00`; undefined for anything else. */
export function startOfItem(item: string): PxeItem | undefined {
  const number = /^(\d{1,3})(?:\s+|$)/.exec(item);
  const rest = number === null ? item : item.slice(number[0].length);
  const name = PXE_TAG_NAMES.find((known) => rest === known || rest.startsWith(`${known} `));
  const tag = number?.[1] ?? name;
  const value = rest.slice(name?.length ?? 0).trim();
  return tag === undefined || value === '' ? undefined : { tag, value };
}

function cutAtCommas(line: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const character = line[at];
    if (character === '\\' && quoted) at += 1;
    else if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    else if (character === ',' && depth === 0) {
      parts.push(line.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, line.slice(start)].map((part) => part.trim()).filter((part) => part !== '');
}
