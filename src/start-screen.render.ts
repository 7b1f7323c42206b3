import type { KnownNetwork } from './boot/known-machine.js';
import { CAPABILITY_REMEDIES } from './net/net-problem.js';
import type { NetworkInterface } from './net/net.port.js';
import type { ResponderLine } from './responders/responder-status.js';
import type { Finding } from './self-test/finding.js';
import { formatIpv4Address } from './values/ipv4-address.js';
import { formatIpv4Network } from './values/ipv4-network.js';
import { formatMacAddress } from './values/mac-address.js';

/** Everything that the first screen tells. */
export interface StartFacts {
  readonly version: string;
  readonly interfaces: readonly NetworkInterface[];
  readonly networkOf: (address: NetworkInterface['addresses'][number]['address']) => KnownNetwork | undefined;
  readonly responders: readonly ResponderLine[];
  readonly switchedOff: ReadonlyMap<string, string>;
  readonly url: string;
  readonly tftpRoot: string;
  readonly token: { readonly value: string; readonly madeNow: boolean; readonly path: string | undefined };
  /** What the self-test found of this host; what is good is not told. */
  readonly findings: readonly Finding[];
  readonly machineCount: number;
  readonly networkCount: number;
}

/** One screen: what listens where, what does not and why, where the API is, and how to add a first machine. */
export function renderStartScreen(facts: StartFacts): string {
  return [
    `Reveille ${facts.version}`,
    '',
    'Interfaces',
    ...renderInterfaces(facts),
    '',
    'Responders',
    ...renderResponders(facts),
    ...renderMissing(facts),
    ...renderFindings(facts),
    '',
    ...renderToken(facts),
    '',
    ...renderInventory(facts),
    '',
  ].join('\n');
}

function renderInterfaces({ interfaces, networkOf }: StartFacts): string[] {
  if (interfaces.length === 0) {
    return ['  none is up yet; one is served as soon as it comes up (REVEILLE_INTERFACES names which)'];
  }
  return interfaces.flatMap(({ name, mac, addresses }) => {
    const head = `  ${name.padEnd(15)} ${formatMacAddress(mac)}`;
    if (addresses.length === 0) return [`${head}  no IPv4 address`];
    return addresses.map(({ address, network }, index) => {
      const known = networkOf(address);
      const told =
        known === undefined ? 'no network of the inventory here' : `network ${known.name} (mode ${known.mode})`;
      const left = index === 0 ? head : ' '.repeat(head.length);
      return `${left}  ${`${formatIpv4Address(address)}/${network.prefixLength}`.padEnd(18)}  ${told}`;
    });
  });
}

function renderResponders({ responders, switchedOff, url, tftpRoot }: StartFacts): string[] {
  const rows = new Map<string, { where: string; names: string[] }>();
  for (const line of responders) {
    if (!line.up) continue;
    const row = rows.get(line.responder) ?? { where: line.where, names: [] };
    row.names.push(line.interface);
    rows.set(line.responder, row);
  }
  const up = [...rows].map(([responder, { where, names }]) => {
    const files = responder === 'TFTP' ? `  files from ${tftpRoot}` : '';
    return `  ${responder.padEnd(15)} ${where.padEnd(17)}  on ${names.join(', ')}${files}`;
  });
  const off = [...switchedOff].map(([responder, setting]) => `  ${responder.padEnd(15)} off: ${setting}`);
  return [...up, ...off, `  ${'HTTP'.padEnd(15)} ${url}  (the console; API ${url}/api/v1, its pages ${url}/api/docs)`];
}

/** What is not up or works with a limit; a reason that several share is told once, missing capabilities in one line. */
function renderMissing({ responders }: StartFacts): string[] {
  const limited = responders.filter(({ note }) => note !== undefined);
  if (limited.length === 0) return [];
  const incapable = limited.filter(({ capability }) => capability !== undefined);
  const reasons = new Map<string, string[]>();
  for (const line of limited) {
    if (line.capability !== undefined) continue;
    const reason = `${line.up ? `${line.responder} is limited` : stateOf(line)}\n${line.note ?? ''}`;
    reasons.set(reason, [...(reasons.get(reason) ?? []), line.interface]);
  }
  const rows = [...reasons].map(([reason, names]) => {
    const [state = '', note = ''] = reason.split('\n');
    return `  ${state} on ${names.join(', ')}: ${note}`;
  });
  return ['', 'Not as it should be', ...rows, ...renderCapabilities(incapable)];
}

/** What of this host would keep machines from booting, and which line to change. */
function renderFindings({ findings }: StartFacts): string[] {
  const told = findings.filter(({ level }) => level !== 'good');
  if (told.length === 0) return [];
  return [
    '',
    'To look at (reveille doctor tells more)',
    ...told.map(({ sentence, cure }) =>
      cure === undefined ? `  ${sentence}` : `  ${sentence}\n    what to do: ${cure}`,
    ),
  ];
}

function stateOf({ responder, up }: ResponderLine): string {
  return up ? `${responder} answers clients without an address by broadcast only` : `${responder} is not up`;
}

function renderCapabilities(incapable: readonly ResponderLine[]): string[] {
  if (incapable.length === 0) return [];
  const missing = new Set(incapable.map(({ capability }) => capability));
  const states = new Set(incapable.map(stateOf));
  const interfaces = new Set(incapable.map((line) => line.interface));
  return [
    `  Missing ${[...missing].join(' and ')}: ${[...states].join(', ')} (${[...interfaces].join(', ')}). To give it: ${CAPABILITY_REMEDIES}`,
  ];
}

function renderToken({ token }: StartFacts): string[] {
  if (token.path === undefined) return ['API token: the one in REVEILLE_ADMIN_TOKEN'];
  if (!token.madeNow) return [`API token: in ${token.path}`];
  return [`API token, printed this once and kept in ${token.path}:`, `  ${token.value}`];
}

function renderInventory(facts: StartFacts): string[] {
  const { machineCount, networkCount, token, url } = facts;
  if (machineCount > 0) {
    return [`Inventory: ${machineCount} machines, ${networkCount} networks. Nobody else is answered.`];
  }
  const own = facts.interfaces.filter(({ loopback }) => !loopback).flatMap(({ addresses }) => addresses)[0];
  const cidr = own === undefined ? '192.168.0.0/24' : formatIpv4Network(own.network);
  const example = own === undefined ? '192.168.0.21' : exampleHost(own.network.address, own.address);
  const authorization = `-H "Authorization: Bearer ${token.path === undefined ? '$REVEILLE_ADMIN_TOKEN' : `$(cat ${token.path})`}"`;
  const post = (path: string, body: string): string =>
    `  curl ${authorization} -H 'Content-Type: application/json' ${url}/api/v1/${path} -d '${body}'`;
  return [
    'The inventory is empty: nobody is answered. A network, a machine on it, and what happened to that machine',
    `(the console at ${url} does the same with the token, and so does the command reveille):`,
    post('networks', `{"name":"lab","cidr":"${cidr}"}`),
    post('machines', `{"hostname":"ultra10","nics":[{"mac":"8:0:20:8e:48:de","ip":"${example}"}]}`),
    `  curl ${authorization} ${url}/api/v1/machines/1/timeline`,
  ];
}

/** A host address near the network's start that is not our own, for the example command. */
function exampleHost(network: number, own: number): string {
  const candidate = network + 21 === own ? network + 22 : network + 21;
  return formatIpv4Address(candidate as Parameters<typeof formatIpv4Address>[0]);
}
