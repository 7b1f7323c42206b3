import { Command } from 'commander';
import { printPackets, renderPackets } from '../wire/print/print-packets.js';
import { CommandFailure } from './command-failure.js';
import { examples } from './examples.render.js';
import { EXIT } from './exit-status.table.js';
import { readInputFile } from './input-file.js';
import type { Session } from './session.js';

/** reveille decode: prints packets; needs no appliance. */
export function decodeCommand(session: Session): Command {
  return new Command('decode')
    .description('print packets: RARP, ARP, DHCP, BOOTP, TFTP, Sun RPC')
    .argument(
      '<capture>',
      'a pcap, pcapng or snoop file, a file of hexadecimal text, "-" for standard input, or hexadecimal',
    )
    .addHelpText(
      'after',
      examples(
        'reveille decode boot.pcapng',
        'tcpdump -xx -c1 udp port 67 | reveille decode -',
        'reveille decode 0001626f6f74006f6374657400',
      ),
    )
    .action(async (named: string) => {
      const bytes = isHex(named) ? Buffer.from(named) : await readInputFile(named);
      const printed = printPackets(bytes);
      if (!printed.ok) throw new CommandFailure(EXIT.failed, `${named}: ${printed.error}.`);
      if (!session.json) return session.terminal.print(renderPackets(printed.value));
      const { packets, problem } = printed.value;
      const rows = packets.map(({ atNanoseconds, ...packet }) => ({
        ...packet,
        atNanoseconds: atNanoseconds?.toString() ?? null,
      }));
      session.terminal.printJson({ packets: rows, problem: problem ?? null });
    });
}

/** Octets that were typed, and no name of a file: at least four. */
function isHex(named: string): boolean {
  return /^(?:0x)?(?:[0-9a-f]{2}[\s:-]?){4,}$/i.test(named);
}
