import { printText } from '../dhcp/option-text.js';
import { decodeTftp, type TftpOption } from '../tftp/tftp.codec.js';
import { printTftpErrorCode } from '../tftp/tftp-error.table.js';

/** A TFTP packet in one line: `RRQ "pxelinux.0" octet, tsize 0, blksize 1456`. */
export function printTftp(payload: Buffer): string {
  const decoded = decodeTftp(payload);
  if (!decoded.ok) return `TFTP that cannot be read: ${decoded.error}`;
  const packet = decoded.value;
  switch (packet.kind) {
    case 'read-request':
    case 'write-request': {
      const name = packet.kind === 'read-request' ? 'RRQ' : 'WRQ';
      return `${name} ${quoted(packet.fileName)} ${unquoted(packet.mode)}${options(packet.options, ', ')}`;
    }
    case 'data':
      return `DATA block ${packet.block}, ${packet.data.length} octets`;
    case 'acknowledgment':
      return `ACK block ${packet.block}`;
    case 'error':
      return `ERROR ${printTftpErrorCode(packet.code)} ${quoted(packet.message)}`;
    case 'option-acknowledgment':
      return `OACK${options(packet.options, ' ')}`;
  }
}

function options(list: readonly TftpOption[], first: string): string {
  if (list.length === 0) return '';
  return first + list.map(({ name, value }) => `${unquoted(name)} ${unquoted(value)}`).join(', ');
}

const quoted = (text: string): string => printText(Buffer.from(text));

/** A word as it is; what could forge a line of output in quotes. */
function unquoted(word: string): string {
  return /^[\x21-\x7e]+$/.test(word) ? word : quoted(word);
}
