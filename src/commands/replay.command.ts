import { Command, InvalidArgumentError } from 'commander';
import { replayInventory } from './replay-inventory.js';
import { parseIpv4Address, type Ipv4Address } from '../values/ipv4-address.js';
import { networkOf, type Ipv4Network } from '../values/ipv4-network.js';
import { parseMacAddress, type MacAddress } from '../values/mac-address.js';
import { CommandFailure } from './command-failure.js';
import { examples } from './examples.render.js';
import { EXIT } from './exit-status.table.js';
import { readInputFile } from './input-file.js';
import type { Session } from './session.js';

interface OwnAddress {
  readonly address: Ipv4Address;
  readonly network: Ipv4Network;
}

interface ReplayOptions {
  readonly inventory?: string;
  readonly bootFiles?: string;
  readonly address?: OwnAddress[];
  readonly mac?: MacAddress;
}

/** reveille replay: what this inventory would have answered to a capture. */
export function replayCommand(session: Session): Command {
  return new Command('replay')
    .description('play a capture to an appliance in a world of its own: what happens, what it answers, and why')
    .argument('<capture>', 'a pcap, pcapng or snoop file (tcpdump, pktcap-uw, Wireshark, snoop), or "-"')
    .option(
      '--inventory <file>',
      'JSON with networks, profiles and machines as the API shows them; else the appliance is asked',
    )
    .option('--boot-files <folder>', 'where boot files lie')
    .option(
      '--address <address/prefix...>',
      'addresses of the appliance on that wire; else one in each network',
      addAddress,
    )
    .option('--mac <mac>', 'its hardware address there: its own frames in the capture are left out', readMac)
    .addHelpText(
      'after',
      examples(
        'reveille replay boot.pcapng',
        'reveille replay boot.pcap --inventory lab.json --address 10.79.0.1/24 --json',
      ),
    )
    .action((named: string, options: ReplayOptions) => replay(session, named, options));
}

async function replay(session: Session, named: string, options: ReplayOptions): Promise<void> {
  const capture = await readInputFile(named);
  const inventory = await replayInventory(session, options.inventory);
  // Loaded now: no other command needs the whole appliance.
  const { replayCapture } = await import('../replay.js');
  const { renderReplay } = await import('../replay/replay-report.render.js');
  const { bootFiles, address = [], mac } = options;
  const report = await replayCapture({ capture, inventory, tftpRoot: bootFiles, addresses: address, mac });
  if (!report.ok) throw new CommandFailure(EXIT.failed, `${named}: ${report.error}`);
  if (session.json) session.terminal.printJson(report.value);
  else session.terminal.print(renderReplay(report.value));
}

function addAddress(text: string, before: OwnAddress[] | undefined): OwnAddress[] {
  const [, host = '', prefix = ''] = /^([\d.]+)\/(\d{1,2})$/.exec(text) ?? [];
  const address = parseIpv4Address(host);
  const length = Number(prefix);
  if (!address.ok || length < 1 || length > 32) throw new InvalidArgumentError('Write it as 10.79.0.1/24.');
  return [...(before ?? []), { address: address.value, network: networkOf(address.value, length) }];
}

function readMac(text: string): MacAddress {
  const mac = parseMacAddress(text);
  if (!mac.ok) throw new InvalidArgumentError(mac.error);
  return mac.value;
}
