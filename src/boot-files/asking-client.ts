import type { KnownMachine, KnownNetwork, KnownNic } from '../boot/known-machine.js';
import type { Ipv4Address } from '../values/ipv4-address.js';

/** Whom a file is for: rendered and generated files differ from client to client. */
export interface AskingClient {
  readonly address: Ipv4Address;
  /** The machine and its NIC at the address, by the inventory or by a lease; both or neither. */
  readonly machine: KnownMachine | undefined;
  readonly nic: KnownNic | undefined;
  /** The network that the address lies on. */
  readonly network: KnownNetwork | undefined;
  /** Our address that the client reaches; undefined when nobody knows: then no file can name it. */
  readonly serverAddress: Ipv4Address | undefined;
  /** An operator looks at what the machine would get: nothing is handed out, used up or counted. */
  readonly preview: boolean;
}

/** Nobody in particular: what is the same for everybody. */
export const NOBODY: AskingClient = {
  address: 0 as Ipv4Address,
  machine: undefined,
  nic: undefined,
  network: undefined,
  serverAddress: undefined,
  preview: true,
};
