import { good, note, wrong, type Finding } from './finding.js';

/** An interface of this host as the kernel shows it. */
export interface HostInterface {
  readonly name: string;
  readonly loopback: boolean;
  readonly up: boolean;
  /** IPv4 with prefix length, `10.79.0.1/24`. */
  readonly addresses: readonly string[];
}

/** What Docker and Podman give a container that is not on the host's network. */
const CONTAINER_ADDRESS = /^(172\.(1[7-9]|2\d|3[01])\.|10\.(8[89])\.)/;

export interface InterfaceFacts {
  readonly interfaces: readonly HostInterface[];
  /** REVEILLE_INTERFACES */
  readonly wanted: readonly string[] | undefined;
  readonly inContainer: boolean;
}

/** Interfaces that nobody can be answered on, and a container's bridge, which no broadcast of a machine reaches. */
export function checkInterfaces({ interfaces, wanted, inContainer }: InterfaceFacts): Finding[] {
  const outer = interfaces.filter(({ name, loopback }) => (wanted === undefined ? !loopback : wanted.includes(name)));
  const absent = (wanted ?? []).filter((name) => !interfaces.some((one) => one.name === name));
  return [
    ...absent.map((name) =>
      wrong(`there is no interface ${name}`, `correct REVEILLE_INTERFACES; there are ${namesOf(interfaces)}`),
    ),
    ...(outer.length === 0 && absent.length === 0
      ? [wrong('there is no interface beside loopback', 'give this host, or container, a network')]
      : []),
    ...outer.map(findingOf),
    ...bridgeFindings(outer, inContainer),
  ];
}

const namesOf = (interfaces: readonly HostInterface[]): string => interfaces.map(({ name }) => name).join(', ');

function findingOf({ name, up, addresses }: HostInterface): Finding {
  if (!up) return note(`${name} is down`, `ip link set ${name} up, or leave it out of REVEILLE_INTERFACES`);
  if (addresses.length > 0) return good(`${name} has ${addresses.join(', ')}`);
  return note(
    `${name} has no IPv4 address: nobody can be answered there`,
    `ip address add ADDRESS/PREFIX dev ${name}, or leave it out of REVEILLE_INTERFACES`,
  );
}

function bridgeFindings(outer: readonly HostInterface[], inContainer: boolean): Finding[] {
  const [only, ...more] = outer;
  const bridged = inContainer && more.length === 0 && only?.name === 'eth0';
  if (!bridged || !only.addresses.some((address) => CONTAINER_ADDRESS.test(address))) return [];
  return [
    wrong(
      `this container is on a bridge of its engine (${only.addresses.join(', ')}): broadcasts of machines do not reach it`,
      'compose.yaml: network_mode: host; docker run: --network host; or macvlan (docs/docker.md)',
    ),
  ];
}
