import { BenchProblem } from '../bench-problem.mjs';
import { atftpd, dnsmasq, tftpdHpa } from './tftp-servers.mjs';
import { dnsmasqDhcp } from './dnsmasq-dhcp.mjs';
import { dhcpd } from './dhcpd.mjs';
import { kea } from './kea.mjs';
import { keaPostgresql } from './kea-postgresql.mjs';
import { nginx } from './nginx.mjs';
import { rarpd } from './rarpd.mjs';
import { reveille } from './reveille.mjs';

const PEERS = [rarpd, dhcpd, kea, keaPostgresql, dnsmasqDhcp, tftpdHpa, atftpd, dnsmasq, nginx];

/**
 * The servers of one benchmark, ours first. `pools`: how the leases of a pool are kept, of a server that is measured with one. A server is `{ name, protocols, pools?, stopSignal?, countsNoCpu?,
 * prepare(folder, population), command(folder) → { command, environment?, cwd? } }`: `prepare` is not timed, `command` stays in the foreground and
 * ends at `stopSignal` (SIGTERM).
 */
export function serversFor(protocol, { peers, peersOnly, nodeFlags, settings, pool }) {
  const spoken = protocol === 'start' ? 'dhcp' : protocol;
  const able = PEERS.filter((peer) => (pool > 0 ? peer.pools !== undefined : peer.protocols.includes(spoken)));
  for (const name of peers ?? []) {
    if (!PEERS.some((peer) => peer.name === name)) {
      throw new BenchProblem(`--peers ${name}: there is ${PEERS.map((peer) => peer.name).join(', ')}, or none.`);
    }
  }
  const chosen = able.filter((peer) => peers === undefined || peers.includes(peer.name));
  const servers = peersOnly ? chosen : [reveille({ nodeFlags, settings }), ...chosen];
  if (servers.length === 0) {
    throw new BenchProblem(
      `No server is left to measure: for ${protocol} there is ${able.map((peer) => peer.name).join(', ')}.`,
    );
  }
  return servers;
}
