import type { ExtraOption } from '../boot/known-machine.js';
import { titleOf, dhcpOption, encodeOptionValue } from '../wire/dhcp/dhcp-option.table.js';
import { fail, ok, type Result } from '../values/result.js';

/** One extra DHCP option as the operator wrote it: a value by the option's shape, or its octets in hex. */
export type WrittenOption =
  { readonly code: number; readonly value: unknown } | { readonly code: number; readonly hex: string };

/** Splitting (RFC 3396) carries long options, but a DHCP message has to hold them all. */
const LONGEST_OPTION = 1024;

/** Fields of the network that say the same as an option. */
const FIELD_OF_CODE: Readonly<Record<number, string>> = {
  51: 'leaseSeconds',
  58: 't1Seconds',
  59: 't2Seconds',
};

function encodeHex(text: string): Result<Buffer> {
  const digits = text.replaceAll(/[\s:]/g, '');
  if (!/^(?:[0-9a-f]{2})+$/i.test(digits)) {
    return fail('hex must be whole octets in hexadecimal, as 0104c0a80001; ":" and spaces between octets are allowed');
  }
  return ok(Buffer.from(digits, 'hex'));
}

/** The octets of an extra option; the error says what is wrong with its code, value or hex. */
export function encodeWrittenOption(option: WrittenOption): Result<Buffer> {
  const { code } = option;
  if (dhcpOption(code)?.configurable === false) {
    const field = FIELD_OF_CODE[code];
    const instead = field === undefined ? 'leave it out' : `use ${field} of the network`;
    return fail(`${titleOf(code)} is set by the exchange itself; ${instead}`);
  }
  const value = 'hex' in option ? encodeHex(option.hex) : encodeOptionValue(code, option.value);
  if (value.ok && value.value.length > LONGEST_OPTION) {
    return fail(`${titleOf(code)} has ${value.value.length} octets; at most ${LONGEST_OPTION} are possible`);
  }
  return value;
}

/** What was checked when it was written encodes again; an option that a newer table refuses is left out. */
export function extraOptions(written: readonly WrittenOption[]): ExtraOption[] {
  return written.flatMap((option) => {
    const value = encodeWrittenOption(option);
    return value.ok ? [{ code: option.code, value: value.value }] : [];
  });
}
