import type { NetworkRig } from './network-rig.js';
import type { RunningProgram } from './running-program.js';

const TABLE = 'lossy';
const NFT_MILLISECONDS = 10_000;
/** What a network card has without being told (GSO_MAX_SEGS of Linux). */
const MOST_SEGMENTS = 65_535;

/** A wire that loses datagrams. */
export interface LossyWire {
  /** Makes it whole again; how many were lost on the way to the server, and on the way to the client. */
  mend(): Promise<{ readonly toServer: number; readonly toClient: number }>;
}

/**
 * From now on each end of the rig's wires loses so many of a hundred UDP datagrams that come in, by chance, and the
 * twentieth for certain: chance alone spares one short transfer in a hundred. By nftables, because not every kernel was
 * built with the packet scheduler's netem. A window that the server hands over as one (UDP_SEGMENT) is cut into its
 * datagrams before the wire, as a real card would: otherwise it would arrive, or be lost, as one.
 */
export async function loseDatagrams(rig: NetworkRig, percent: number): Promise<LossyWire> {
  const ends = [rig.inServer.bind(rig), rig.inClient.bind(rig)] as const;
  const nft = (start: (typeof ends)[number], ...words: string[]): Promise<string> => outputOf(start('nft', words));
  const rules = [
    `add table ip ${TABLE}`,
    `add chain ip ${TABLE} arriving { type filter hook input priority 0; policy accept; }`,
    `add rule ip ${TABLE} arriving meta l4proto udp numgen inc mod 1000000 19 counter drop`,
    `add rule ip ${TABLE} arriving meta l4proto udp numgen random mod 100 < ${percent} counter drop`,
  ].join('; ');
  for (const end of ends) await nft(end, rules);
  const segmentsAtOnce = (count: number): Promise<string> =>
    rig.ip(rig.server, 'link', 'set', 'wire0', 'gso_max_segs', String(count));
  await segmentsAtOnce(1);
  const lost = async (end: (typeof ends)[number]): Promise<number> => {
    const listed = await nft(end, 'list', 'table', 'ip', TABLE);
    await nft(end, 'delete', 'table', 'ip', TABLE);
    return [...listed.matchAll(/counter packets (\d+)/g)].reduce((sum, [, packets]) => sum + Number(packets), 0);
  };
  return {
    async mend() {
      await segmentsAtOnce(MOST_SEGMENTS);
      return { toServer: await lost(ends[0]), toClient: await lost(ends[1]) };
    },
  };
}

async function outputOf(program: RunningProgram): Promise<string> {
  const { code, output } = await program.waitForEnd(NFT_MILLISECONDS);
  if (code !== 0) throw new Error(`nft: ${output}`);
  return output;
}
