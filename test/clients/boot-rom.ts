import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DhcpClient, type LeaseFacts } from './dhcp-clients.js';
import type { NetworkRig } from './network-rig.js';

/** Client architectures (RFC 4578 §2.1) as two octets in hexadecimal. */
export const ARCHITECTURE = {
  bios: '0000',
  'x64-uefi': '0007',
  'arm64-uefi': '000b',
  'x64-uefi-http': '0010',
} as const;

export interface BootRomOptions {
  readonly mac: string;
  /** Two octets in hexadecimal; left out: a BIOS. */
  readonly architecture?: string;
  /** What it calls itself (option 60); left out: `PXEClient`. */
  readonly vendorClass?: string;
  readonly device?: string;
  /** How often it asks, once a second. */
  readonly tries?: number;
  /** More arguments for udhcpc. */
  readonly args?: readonly string[];
}

/**
 * A boot ROM's first question, asked by busybox udhcpc on a card with this hardware address: the vendor class and the
 * client architecture of PXE. Ends with what it was given, which the card then has as its address; undefined: nothing.
 */
export async function askAsBootRom(rig: NetworkRig, options: BootRomOptions): Promise<LeaseFacts | undefined> {
  const { mac, architecture = ARCHITECTURE.bios, vendorClass = 'PXEClient', device = 'pc0', tries = 3 } = options;
  await rig.becomeMachine(mac, device);
  const name = `${vendorClass}:Arch:${String(Number.parseInt(architecture, 16)).padStart(5, '0')}:UNDI:003016`;
  const client = await DhcpClient.udhcpc(rig, {
    device,
    args: ['-q', '-t', String(tries), '-T', '1', '-V', name, '-x', `0x5d:${architecture}`, ...(options.args ?? [])],
  });
  try {
    await client.program.waitForEnd(tries * 1_000 + 30_000);
    if (!client.program.output.includes('lease begins')) return undefined;
    const lease = await client.lease();
    await rig.ip(rig.client, 'addr', 'add', `${lease['ip']}/24`, 'brd', '+', 'dev', device);
    return lease;
  } finally {
    await client.stop();
  }
}

/** Fetches a path below /boot/ with curl from the client namespace; the status of the answer. */
export async function fetchByHttp(rig: NetworkRig, server: string, path: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'reveille-fetch-'));
  try {
    const args = ['-sS', '--max-time', '60', '-o', join(folder, 'fetched'), '-w', 'status %{http_code}\n'];
    const { output } = await rig.inClient('curl', [...args, `http://${server}:8080/boot/${path}`]).waitForEnd(70_000);
    const status = /^status (\d+)$/m.exec(output)?.[1];
    if (status === undefined) throw new Error(`curl said no status: ${output}`);
    return Number(status);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
