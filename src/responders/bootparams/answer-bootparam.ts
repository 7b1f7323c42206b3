import type { Bootparams } from '../../boot/bootparams.js';
import { readBootparam } from '../../boot/bootparams.js';
import type { KnownMachine, KnownNetwork } from '../../boot/known-machine.js';
import { mayBoot } from '../../boot/may-boot.js';
import type { ServerAddress } from '../../boot/server-wire.js';
import { ANY_ADDRESS, formatIpv4Address, parseIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { networkContains } from '../../values/ipv4-network.js';
import { encodeGetfileResult, encodeWhoamiResult } from '../../wire/sunrpc/bootparam.codec.js';
import { silent, type Silent } from '../verdict.js';
import type { BootparamQuestion } from './read-rpc-question.js';

/** What the inventory knows, as far as these questions need it. */
export interface BootparamLookups {
  /** Who is at this address, by its record or by a lease. */
  readonly byIp: (address: Ipv4Address) => { readonly machine: KnownMachine } | undefined;
  /** The address that a machine has by a lease. */
  readonly leasedTo: (machine: KnownMachine) => Ipv4Address | undefined;
  readonly byHostname: (hostname: string) => KnownMachine | undefined;
  readonly networkOf: (address: Ipv4Address) => KnownNetwork | undefined;
}

/** Ourselves. */
export interface BootparamServer {
  readonly hostname: string;
  /** Of all interfaces, those of the one that the question came in on first. */
  readonly addresses: readonly ServerAddress[];
}

/** The results of a procedure, and what the timeline shows of them. */
export interface BootparamResults {
  readonly kind: 'results';
  readonly results: Buffer;
  readonly detail?: Readonly<Record<string, string>>;
}

/** The machine that a question is about. */
export function machineAskedAbout(question: BootparamQuestion, lookups: BootparamLookups): KnownMachine | undefined {
  if (question.kind === 'whoami') return lookups.byIp(question.clientAddress)?.machine;
  return question.kind === 'getfile' ? lookups.byHostname(question.clientName) : undefined;
}

/**
 * WHOAMI and GETFILE from the record. A client that we do not know, or that has no bootparams, hears nothing, so that
 * another server's answer wins; a key that a known client does not have is answered empty, as bootparamd does: clients
 * ask for `dump` and go on without it.
 */
export function answerBootparam(
  question: BootparamQuestion,
  lookups: BootparamLookups,
  server: BootparamServer,
): BootparamResults | Silent {
  if (question.kind === 'ping') return { kind: 'results', results: Buffer.alloc(0) };
  const machine = machineAskedAbout(question, lookups);
  if (machine === undefined) {
    return question.kind === 'whoami'
      ? silent('unknown-address', { ip: formatIpv4Address(question.clientAddress) })
      : silent('unknown-name', { name: question.clientName });
  }
  if (!mayBoot(machine)) return silent('paused');
  const bootparams = bootparamsOf(machine);
  if (bootparams === undefined) return silent('no-bootparams');
  const client = question.kind === 'whoami' ? question.clientAddress : addressOf(machine, lookups, server);
  const network = client === undefined ? undefined : lookups.networkOf(client);
  if (network?.mode === 'off') return silent('network-off');
  const decided =
    question.kind === 'whoami'
      ? whoami(machine, network, ownAddressTowards(server, question.clientAddress))
      : getfile(bootparams, question.key, (name) => addressOfServer(name, network, client, lookups, server));
  if (decided.kind === 'results' && network?.mode === 'shadow') {
    return silent('shadow', { would: decided.detail?.['file'] ?? machine.hostname });
  }
  return decided;
}

/** The machine's own keys win over its profile's. */
function bootparamsOf({ bootparams, profile }: KnownMachine): Bootparams | undefined {
  return profile?.bootparams === undefined ? bootparams : { ...profile.bootparams, ...bootparams };
}

function whoami(
  machine: KnownMachine,
  network: KnownNetwork | undefined,
  own: Ipv4Address | undefined,
): BootparamResults {
  const domainName = network?.domain ?? '';
  const routerAddress = network?.gateway ?? own ?? ANY_ADDRESS;
  return {
    kind: 'results',
    results: encodeWhoamiResult({ clientName: machine.hostname, domainName, routerAddress }),
    detail: { domain: domainName, router: formatIpv4Address(routerAddress) },
  };
}

function getfile(
  bootparams: Bootparams,
  key: string,
  resolve: (server: string) => Ipv4Address | undefined,
): BootparamResults | Silent {
  const text = Object.hasOwn(bootparams, key) ? bootparams[key] : undefined;
  if (text === undefined) {
    const results = encodeGetfileResult({ serverName: '', serverAddress: ANY_ADDRESS, path: '' });
    return { kind: 'results', results, detail: { problem: `the record has no ${key}: an empty answer` } };
  }
  const value = readBootparam(text);
  const serverAddress = value.ok ? resolve(value.value.server) : undefined;
  if (!value.ok || serverAddress === undefined) return silent('unknown-boot-server', { problem: text });
  const { server: serverName, path } = value.value;
  return {
    kind: 'results',
    results: encodeGetfileResult({ serverName, serverAddress, path }),
    detail: { file: text, server: formatIpv4Address(serverAddress) },
  };
}

/** The address of the machine on a wire of ours, else its first one, else the one that it has from a pool. */
function addressOf(
  machine: KnownMachine,
  { leasedTo }: BootparamLookups,
  { addresses }: BootparamServer,
): Ipv4Address | undefined {
  const all = recordedAddresses(machine);
  return all.find((ip) => addresses.some(({ network }) => networkContains(network, ip))) ?? all[0] ?? leasedTo(machine);
}

function recordedAddresses({ nics }: KnownMachine): Ipv4Address[] {
  return nics.flatMap(({ ip }) => (ip === undefined ? [] : [ip]));
}

function ownAddressTowards({ addresses }: BootparamServer, client: Ipv4Address): Ipv4Address | undefined {
  return (addresses.find(({ network }) => networkContains(network, client)) ?? addresses[0])?.address;
}

/** An address, a machine of the inventory, or this host by its own name or the network's name for it. */
function addressOfServer(
  name: string,
  network: KnownNetwork | undefined,
  client: Ipv4Address | undefined,
  lookups: BootparamLookups,
  server: BootparamServer,
): Ipv4Address | undefined {
  if (name === '') return ANY_ADDRESS;
  const address = parseIpv4Address(name);
  if (address.ok) return address.value;
  const machine = lookups.byHostname(name);
  if (machine !== undefined) {
    const all = recordedAddresses(machine);
    const near = all.find((ip) => network !== undefined && networkContains(network.cidr, ip));
    return near ?? all[0] ?? lookups.leasedTo(machine);
  }
  const own = client === undefined ? server.addresses[0]?.address : ownAddressTowards(server, client);
  if (isSameHost(name, server.hostname)) return own;
  return network?.serverName !== undefined && isSameHost(name, network.serverName)
    ? (network.nextServer ?? own)
    : undefined;
}

/** `bootsrv` and `bootsrv.lab.example` are one host. */
function isSameHost(a: string, b: string): boolean {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  return one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);
}
