import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

import type { PortHolder } from '../net-problem.js';

/**
 * The process that has this UDP port open, as far as /proc tells: the sockets of /proc/net/udp with that local port,
 * matched by inode with the descriptors of every process that we may look into (all of them for root).
 */
export function findPortHolder(port: number): PortHolder | undefined {
  try {
    const inodes = inodesOfPort(readFileSync('/proc/self/net/udp', 'utf8'), port);
    return inodes.size === 0 ? undefined : holderOf(inodes);
  } catch {
    return undefined;
  }
}

/** Lines of /proc/net/udp: `sl local_address rem_address st tx:rx tr:tm retrnsmt uid timeout inode …`, port in hex. */
export function inodesOfPort(table: string, port: number): ReadonlySet<string> {
  const inodes = new Set<string>();
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  for (const line of table.split('\n').slice(1)) {
    const fields = line.trim().split(/\s+/);
    const inode = fields[9];
    if (fields[1]?.split(':')[1] === wanted && inode !== undefined && inode !== '0') inodes.add(inode);
  }
  return inodes;
}

function holderOf(inodes: ReadonlySet<string>): PortHolder | undefined {
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    if (socketsOf(entry).some((inode) => inodes.has(inode))) {
      return { pid: Number(entry), command: readFileSync(`/proc/${entry}/comm`, 'utf8').trim() };
    }
  }
  return undefined;
}

function socketsOf(pid: string): readonly string[] {
  const folder = `/proc/${pid}/fd`;
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return []; // Ended meanwhile, or another user's.
  }
  const inodes: string[] = [];
  for (const name of names) {
    try {
      const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`${folder}/${name}`))?.[1];
      if (inode !== undefined) inodes.push(inode);
    } catch {
      continue; // Closed meanwhile.
    }
  }
  return inodes;
}
