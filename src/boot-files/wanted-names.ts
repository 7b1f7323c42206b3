import { confinePath } from './confine-path.js';
import { ok, type Result } from '../values/result.js';

/** A name under which the file may lie, and what had to be corrected to come to it. */
export interface WantedName {
  readonly name: string;
  readonly corrections: readonly string[];
}

/** From here on it is no name any more: firmware reads past the end of option 67, shim past that of its path. */
const GARBAGE = /[\p{Cc}\ufffd\ufeff\u00ff].*$/su;
const QUOTES_AND_BLANKS = /^["'\s]+|["'\s]+$/g;

/** Loaders that a loader loads: the ones that shim asks for in a folder of its own invention (rhboot/shim#649). */
const SECOND_STAGE = /\.(efi|c32|e32|e64)$/i;

const SLASHES = 'slashes';
const TRAILING = 'trailing garbage';
const RELATIVE = "relative to the client's last loader";

/**
 * The names that a request may mean, the most literal one first. Real firmware writes back-slashes, doubles slashes,
 * leaves what lay behind the name in memory at its end, and forgets the folder that its loader came from. The case of
 * letters is the sources' business.
 *
 * @param asked as the client wrote it
 * @param lastFolder the folder that this client's last loader came from, '' for the root; undefined when it had none
 * @returns the names, or the reason why the path cannot name a file inside the root
 */
export function wantedNames(asked: string, lastFolder: string | undefined): Result<readonly WantedName[]> {
  const literal = confinePath(asked);
  if (!literal.ok) return literal;
  const slashes = /\\|\/\//.test(asked) ? [SLASHES] : [];
  const names: WantedName[] = [{ name: literal.value, corrections: slashes }];
  const cut = cutGarbage(asked);
  const clean = cut === asked ? undefined : confinePath(cut);
  if (clean?.ok === true) names.push({ name: clean.value, corrections: [...slashes, TRAILING] });
  if (lastFolder !== undefined) names.push(...besideLoader(names, lastFolder));
  return ok(names.filter(({ name }, index) => names.findIndex((other) => other.name === name) === index));
}

function cutGarbage(asked: string): string {
  return asked.replace(GARBAGE, '').replace(QUOTES_AND_BLANKS, '');
}

function besideLoader(names: readonly WantedName[], folder: string): WantedName[] {
  const prefix = folder === '' ? '' : `${folder}/`;
  return names.flatMap(({ name, corrections }) => {
    const told = [...corrections, RELATIVE];
    const base = name.slice(name.lastIndexOf('/') + 1);
    return [
      ...(prefix === '' ? [] : [{ name: `${prefix}${name}`, corrections: told }]),
      ...(SECOND_STAGE.test(name) && base !== name ? [{ name: `${prefix}${base}`, corrections: told }] : []),
    ];
  });
}
