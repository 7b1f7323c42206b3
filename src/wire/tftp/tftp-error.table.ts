/** The error codes of RFC 1350 §5 (appendix "Error Codes") and RFC 2347 (8), with the standard's own words. */
export const TFTP_ERROR_TABLE = {
  0: 'Not defined, see error message',
  1: 'File not found',
  2: 'Access violation',
  3: 'Disk full or allocation exceeded',
  4: 'Illegal TFTP operation',
  5: 'Unknown transfer ID',
  6: 'File already exists',
  7: 'No such user',
  8: 'Option negotiation refused',
} as const satisfies Record<number, string>;

/** A code that we send. What clients send is any 16-bit number. */
export type TftpErrorCode = keyof typeof TFTP_ERROR_TABLE;

/** `1 (File not found)`; a number that no standard defines stays visible as it is. */
export function printTftpErrorCode(code: number): string {
  const words = (TFTP_ERROR_TABLE as Readonly<Record<number, string>>)[code];
  return words === undefined ? `${code}` : `${code} (${words})`;
}
