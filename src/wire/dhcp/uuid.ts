import { fail, ok, type Result } from '../../values/result.js';

/**
 * How 16 octets become text. `wire`: in the order they are sent. `efi`: the first three fields least significant octet
 * first, as UEFI and SMBIOS keep them in memory; UEFI firmware sends option 97 so, and then this is the text that
 * `dmidecode` shows for the machine. iPXE sends the octets already in the order of the text.
 */
export type UuidOrder = 'wire' | 'efi';

const EFI_ORDER = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

/** `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`, lower case (RFC 9562 §4). The caller has checked that there are 16 octets. */
export function formatUuid(octets: Buffer, order: UuidOrder = 'wire'): string {
  const ordered = order === 'wire' ? octets : Buffer.from(EFI_ORDER.map((index) => octets[index] ?? 0));
  const digits = ordered.toString('hex');
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20, 32),
  ].join('-');
}

/** 16 octets in the order of the text; hyphens may be missing, braces around are allowed. */
export function parseUuid(text: string): Result<Buffer> {
  const digits = text.trim().replace(/^\{(.*)\}$/, '$1');
  if (!/^[0-9a-f]{8}(-?)[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{12}$/i.test(digits))
    return fail(`"${text}" is not a UUID; write it as f81d4fae-7dec-11d0-a765-00a0c91e6bf6`);
  return ok(Buffer.from(digits.replaceAll('-', ''), 'hex'));
}
