import type { NetworkRig } from './network-rig.js';

/*
 * A wire that loses packets, in the network namespaces of a rig. By nftables: not every kernel has netem.
 */

/**
 * Where the packets are lost: what the server sends, what its sockets would get (a firewall), or what the client's card
 * receives, before any program sees it.
 */
export type LossyPlace = 'from-server' | 'to-server' | 'to-client';

const CHAINS: Readonly<Record<LossyPlace, { readonly family: string; readonly hook: string }>> = {
  'from-server': { family: 'ip', hook: 'type filter hook output priority 0; oifname "lo" accept' },
  'to-server': { family: 'ip', hook: 'type filter hook input priority 0;' },
  'to-client': { family: 'netdev', hook: 'type filter hook ingress device "pc0" priority 0;' },
};

/** Loses the packets that the nft expression matches (`udp dport 4011`, `numgen random mod 100 < 10`); gives what ends it. */
export async function losePackets(rig: NetworkRig, place: LossyPlace, matching: string): Promise<() => Promise<void>> {
  const { family, hook } = CHAINS[place];
  const table = `${family} losses`;
  const rules = `table ${table} {\n  chain losses {\n    ${hook}\n    ${matching} counter drop\n  }\n}\n`;
  await nft(rig, place, rules);
  return async () => {
    await nft(rig, place, `delete table ${table}\n`);
  };
}

/** How many packets the losses at that place have cost since they began. */
export async function lostPackets(rig: NetworkRig, place: LossyPlace): Promise<number> {
  const listed = await nft(rig, place, `list table ${CHAINS[place].family} losses\n`);
  return Number(/counter packets (\d+)/.exec(listed)?.[1]);
}

async function nft(rig: NetworkRig, place: LossyPlace, text: string): Promise<string> {
  const start = place !== 'to-client' ? rig.inServer.bind(rig) : rig.inClient.bind(rig);
  const program = start('nft', ['-f', '-']);
  program.write(text);
  program.endInput();
  const end = await program.waitForEnd(10_000);
  if (end.code !== 0) throw new Error(`nft: exit status ${end.code}\n${end.output}\n${text}`);
  return end.output;
}

/** What our server sends by DHCP, at the card of a client that ignores it: a firmware that does not know proxy offers. */
export const OUR_OFFERS = 'ip saddr 10.79.0.1 udp dport 68';

/** A second card on the first wire's switch, as another host has. */
export async function addCard(rig: NetworkRig, device: string, port: string, mac: string): Promise<void> {
  await rig.ip(rig.client, 'link', 'add', device, 'type', 'veth', 'peer', 'name', port);
  await rig.ip(rig.client, 'link', 'set', port, 'master', 'switch0', 'up');
  await rig.becomeMachine(mac, device);
}
