import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { printPackets, renderPackets } from '../../src/wire/print/print-packets.js';
import { must } from '../fakes/known-lab.js';

const PRINTED = new URL('printed/', import.meta.url);
const CAPTURES = [
  'bootparams-rpcbootparamd.pcap',
  'ipxe-pxelinux-tftp-options.pcap',
  'rarp-linux-kernel-ipconfig.pcap',
  'rarp-request-reply.pcapng',
  'rarp-truncated-file.pcap',
  'sun-broadcasts-portmap-callit.snoop',
  'tftp-rrq-wrq-netascii-blksize.pcap',
  'uefi-pxe-intel-tftp-windowsize.pcapng',
];

/** UPDATE_GOLDEN=1 writes the files anew: read the difference before committing it. */
function golden(file: string, text: string): string {
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(PRINTED, { recursive: true });
    writeFileSync(new URL(file, PRINTED), text);
  }
  return readFileSync(new URL(file, PRINTED), 'utf8');
}

describe('captures of real wires in words', () => {
  it.each(CAPTURES)('%s', (name) => {
    const text = renderPackets(must(printPackets(readFileSync(new URL(`captures/${name}`, import.meta.url)))));
    expect(text).toBe(golden(`${name}.txt`, text));
  });
});
