import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { LOAD_ADDRESS, LOAD_MAC, SERVER_ADDRESS, SERVER_MAC } from './population.mjs';
import { requireProgram } from './program.mjs';

/** Names that nothing else uses: whatever carries them is ours, also what an interrupted run left behind. */
export const SERVER_NAMESPACE = 'rvbench-server';
export const LOAD_NAMESPACE = 'rvbench-load';
export const SERVER_INTERFACE = 'rvbench-s0';
export const LOAD_INTERFACE = 'rvbench-c0';

const NAMESPACES = [SERVER_NAMESPACE, LOAD_NAMESPACE];

const ip = (...words) => execFileSync(requireProgram('ip'), words, { encoding: 'utf8' });
const exists = (namespace) => existsSync(`/run/netns/${namespace}`);

/** The command line that runs `command` in a network namespace; `ip` replaces itself by it, so the pid is its own. */
export function inNamespace(namespace, command) {
  return [requireProgram('ip'), 'netns', 'exec', namespace, ...command];
}

/** Two namespaces joined by one cable, with fixed hardware addresses known to both ends: no ARP in the measurement. */
export function makeNamespaces(prefixLength) {
  for (const namespace of NAMESPACES) {
    ip('netns', 'add', namespace);
    const sysctl = [requireProgram('sysctl'), '-qw', 'net.ipv6.conf.all.disable_ipv6=1'];
    const [program, ...words] = inNamespace(namespace, sysctl);
    execFileSync(program, words);
    ip('-n', namespace, 'link', 'set', 'lo', 'up');
  }
  const far = ['peer', 'name', SERVER_INTERFACE, 'netns', SERVER_NAMESPACE];
  ip('link', 'add', LOAD_INTERFACE, 'netns', LOAD_NAMESPACE, 'type', 'veth', ...far);
  const ends = [
    [SERVER_NAMESPACE, SERVER_INTERFACE, SERVER_MAC, SERVER_ADDRESS],
    [LOAD_NAMESPACE, LOAD_INTERFACE, LOAD_MAC, LOAD_ADDRESS],
  ];
  for (const [namespace, name, mac, address] of ends) {
    ip('-n', namespace, 'link', 'set', name, 'address', mac, 'txqueuelen', '20000', 'up');
    ip('-n', namespace, 'addr', 'add', `${address}/${prefixLength}`, 'dev', name);
  }
  neighbour(SERVER_NAMESPACE, SERVER_INTERFACE, LOAD_ADDRESS, LOAD_MAC);
  neighbour(LOAD_NAMESPACE, LOAD_INTERFACE, SERVER_ADDRESS, SERVER_MAC);
}

function neighbour(namespace, name, address, mac) {
  ip('-n', namespace, 'neigh', 'replace', address, 'lladdr', mac, 'dev', name, 'nud', 'permanent');
}

/** Ends what still runs in our namespaces (only an interrupted run leaves something there), then removes them. */
export function removeNamespaces() {
  for (const namespace of NAMESPACES.filter(exists)) {
    for (const pid of ip('netns', 'pids', namespace).split('\n').filter(Boolean)) endNow(Number(pid));
    ip('netns', 'del', namespace);
  }
}

function endNow(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
