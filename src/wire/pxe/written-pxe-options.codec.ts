import { fail, ok, type Result } from '../../values/result.js';
import { octetsOf } from '../dhcp/option-text.js';
import { PXE_TAG_NAMES, pxeTagCode, pxeTagName } from './print-pxe-options.js';
import { encodePxeTag } from './written-pxe-tag.codec.js';
import { splitPxeItems, startOfItem } from './split-pxe-items.js';

const END = 255;

const TAKES = `takes PXE's tags by name, such as { "discovery control": "load the file at once", "prompt": "F8 after 10 s" }, the line in which they are printed, or octets in hexadecimal`;

/**
 * Option 43 for PXE clients from what an operator wrote: tags by their names (or numbers) with values as they are
 * printed, `{ "discovery control": 3, "boot servers": ["15 at 10.79.0.1"], "menu": ["15 Install", "0 Local disk"] }`;
 * the line of `printPxeOptions` itself; or octets, which may mean anything to other clients. What is written in words
 * ends with End (255), as all that we send to PXE clients.
 */
export function encodeWrittenPxeOptions(value: unknown): Result<Buffer> {
  if (typeof value === 'string') return encodeLine(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value) || Buffer.isBuffer(value)) {
    const octets = octetsOf(value);
    return octets.ok || Array.isArray(value) ? octets : fail(TAKES);
  }
  return encodeTags(Object.entries(value));
}

/** Octets in hexadecimal, else the line in which option 43 is printed. */
function encodeLine(line: string): Result<Buffer> {
  const octets = octetsOf(line);
  if (octets.ok) return octets;
  const tags: (readonly [name: string, value: string])[] = [];
  for (const item of splitPxeItems(line)) {
    const start = startOfItem(item);
    // Digits that are no whole octets were meant as octets.
    if (start === undefined) return /^[0-9a-f\s:x-]*$/i.test(line) ? octets : fail(`has no tag "${item}"; ${TAKES}`);
    tags.push([start.tag, start.value]);
  }
  return encodeTags(tags);
}

function encodeTags(tags: readonly (readonly [name: string, value: unknown])[]): Result<Buffer> {
  if (tags.length === 0) return fail(TAKES);
  const parts: Buffer[] = [];
  const said = new Set<number>();
  for (const [name, value] of tags) {
    const code = /^\d+$/.test(name) ? Number(name) : pxeTagCode(name);
    if (code === undefined || code < 1 || code >= END) {
      return fail(`has no tag "${name}"; PXE's are ${PXE_TAG_NAMES.join(', ')}, and the numbers from 1 to 254`);
    }
    const title = pxeTagName(code) ?? `tag ${code}`;
    if (said.has(code)) return fail(`${title} stands there twice`);
    said.add(code);
    const octets = encodePxeTag(code, value);
    if (!octets.ok) return fail(`${title} ${octets.error}`);
    if (octets.value.length > 255) {
      return fail(`${title} takes ${octets.value.length} octets, and one tag holds no more than 255: say less`);
    }
    parts.push(Buffer.from([code, octets.value.length]), octets.value);
  }
  return ok(Buffer.concat([...parts, Buffer.from([END])]));
}
