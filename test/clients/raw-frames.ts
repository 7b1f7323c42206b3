import type { NetworkRig } from './network-rig.js';
import { REPOSITORY } from './rest-client.js';

const digits = (mac: string): string =>
  mac
    .split(':')
    .map((octet) => octet.padStart(2, '0'))
    .join('');
const inHex = (address: string): string =>
  address
    .split('.')
    .map((octet) => Number(octet).toString(16).padStart(2, '0'))
    .join('');

/** A RARP request of a Sun in hexadecimal; `vlan`: with an 802.1Q tag of that VLAN. */
export function rarpRequest(mac: string, vlan?: number): string {
  const own = digits(mac);
  const tag = vlan === undefined ? '' : `8100${vlan.toString(16).padStart(4, '0')}`;
  return `ffffffffffff${own}${tag}80350001080006040003${own}ffffffff${own}00000000${'00'.repeat(18)}`;
}

/** An ARP frame in hexadecimal, to everybody unless `to` says to whom. */
export function arpFrame(arp: {
  readonly operation: 1 | 2;
  readonly sender: readonly [mac: string, ip: string];
  readonly target: readonly [mac: string, ip: string];
  readonly to?: string;
}): string {
  const [senderMac, senderIp] = arp.sender;
  const [targetMac, targetIp] = arp.target;
  const to = digits(arp.to ?? 'ff:ff:ff:ff:ff:ff');
  const addresses = `${digits(senderMac)}${inHex(senderIp)}${digits(targetMac)}${inHex(targetIp)}`;
  return `${to}${digits(senderMac)}0806000108000604000${arp.operation}${addresses}${'00'.repeat(18)}`;
}

/** Sends frames from a card of the client namespace and gives those that come within `milliseconds`, in hexadecimal. */
export async function exchangeFrames(
  rig: NetworkRig,
  etherType: '8035' | '0806',
  frames: readonly string[],
  { milliseconds = 1_000, device = 'pc0' } = {},
): Promise<string[]> {
  const script = `${REPOSITORY}/dist/test/clients/exchange-frames.js`;
  const program = rig.inClient(process.execPath, [script, device, etherType, String(milliseconds), ...frames]);
  const { output } = await program.waitForEnd(milliseconds + 10_000);
  if (!output.includes('done')) throw new Error(output);
  return [...output.matchAll(/^frame ([0-9a-f]+)$/gm)].map(([, frame = '']) => frame);
}
