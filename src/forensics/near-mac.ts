import type { KnownMachine } from '../boot/known-machine.js';
import type { MacAddress } from '../values/mac-address.js';

/** A hardware address that somebody may have meant who wrote another one. */
export interface MacSlip {
  readonly mac: MacAddress;
  /** What the slip was, as the end of a sentence: `one digit differs`. */
  readonly how: string;
}

/** A machine of the inventory whose hardware address is nearly the one that was heard. */
export interface NearMachine extends MacSlip {
  readonly machine: KnownMachine;
}

const DIGITS = 12;
const OCTETS = 6;

/**
 * What `mac` may have become on its way from a sticker to the inventory, the likeliest first: zeros on the wrong side
 * (8:0:20 written as 80:00:20), one wrong digit, two digits or two octets in each other's place, the octets backwards
 * (a little-endian print), one wrong octet. Some two thousand addresses, however large the inventory is.
 */
export function* macSlips(mac: MacAddress): Generator<MacSlip> {
  const digits = digitsOf(mac);
  yield* zerosOnTheWrongSide(digits);
  for (let at = 0; at < DIGITS; at++) {
    for (let digit = 0; digit < 16; digit++)
      if (digit !== digits[at]) yield slip(put(digits, at, digit), 'one digit differs');
  }
  for (let at = 0; at + 1 < DIGITS; at++) {
    yield slip(swapped(digits, at, at + 1), 'two digits stand in each other’s place');
  }
  const octets = octetsOf(digits);
  for (let one = 0; one < OCTETS; one++) {
    for (let other = one + 1; other < OCTETS; other++) {
      yield slip(swapped(octets, one, other).flat(), 'two octets stand in each other’s place');
    }
  }
  yield slip(octets.toReversed().flat(), 'the octets stand in the opposite order');
  for (let at = 0; at < DIGITS; at += 2) {
    for (let octet = 0; octet < 256; octet++) {
      yield slip(put(put(digits, at, octet >>> 4), at + 1, octet & 15), 'one octet differs');
    }
  }
}

type ByMac = (mac: MacAddress) => { readonly machine: KnownMachine } | undefined;

/** Finds it when it is first asked; `mac` undefined: there is nothing to look for. */
export function nearMachineFinder(mac: MacAddress | undefined, byMac: ByMac): () => NearMachine | undefined {
  let found: { readonly near: NearMachine | undefined } | undefined;
  return () => (found ??= { near: mac === undefined ? undefined : findNearMachine(mac, byMac) }).near;
}

/** The machine that was most likely meant; undefined when none is near. */
export function findNearMachine(mac: MacAddress, byMac: ByMac): NearMachine | undefined {
  for (const candidate of macSlips(mac)) {
    if (candidate.mac === mac) continue;
    const known = byMac(candidate.mac);
    if (known !== undefined) return { ...candidate, machine: known.machine };
  }
  return undefined;
}

/** Every choice of the octets below 0x10 (or ending in 0) whose two digits may have been turned round. */
function* zerosOnTheWrongSide(digits: readonly number[]): Generator<MacSlip> {
  for (let choice = 1; choice < 1 << OCTETS; choice++) {
    let turned = digits;
    for (let octet = 0; octet < OCTETS; octet++) {
      if ((choice & (1 << octet)) === 0) continue;
      const hasZero = digits[2 * octet] === 0 || digits[2 * octet + 1] === 0;
      if (hasZero) turned = swapped(turned, 2 * octet, 2 * octet + 1);
    }
    if (turned !== digits) yield slip(turned, 'a leading zero stands on the wrong side');
  }
}

function slip(digits: readonly number[], how: string): MacSlip {
  return { mac: digits.reduce((sum, digit) => sum * 16 + digit, 0) as MacAddress, how };
}

function digitsOf(mac: MacAddress): number[] {
  return Array.from(mac.toString(16).padStart(DIGITS, '0'), (digit) => Number.parseInt(digit, 16));
}

function octetsOf(digits: readonly number[]): number[][] {
  return Array.from({ length: OCTETS }, (_, octet) => digits.slice(2 * octet, 2 * octet + 2));
}

function put(digits: readonly number[], at: number, digit: number): number[] {
  return digits.with(at, digit);
}

function swapped<Item>(items: readonly Item[], one: number, other: number): Item[] {
  const result = [...items];
  [result[one], result[other]] = [result[other] as Item, result[one] as Item];
  return result;
}
