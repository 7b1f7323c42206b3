import type { InstallEvent } from '../boot/install-state.js';
import type { KnownMachine, KnownNetwork } from '../boot/known-machine.js';
import { loaderOrder } from '../boot/loader-order.js';
import type { JournalEvent } from '../journal/journal.port.js';
import { readFetchedFile } from './fetched-file.js';

/** How the journal calls iPXE that asks for itself. */
const IPXE = 'iPXE';
/** How the journal calls the end of a file that arrived whole. */
const FETCHED = 'transfer complete';

/** What an event of the journal says about the installation of its machine; undefined when nothing. */
export function readJournalEvent(
  { protocol, what, outcome, detail }: JournalEvent,
  machine: KnownMachine,
  network: KnownNetwork | undefined,
  newToken: () => string,
): InstallEvent | undefined {
  const file = detail?.['file'];
  if (typeof file !== 'string') return undefined;
  switch (protocol) {
    case 'dhcp':
    case 'bootp':
    case 'rarp':
      return outcome === 'answered' ? offered(file, detail?.['client'], machine, network, newToken) : undefined;
    case 'install':
      return undefined;
    default: {
      const kind = what === FETCHED ? readFetchedFile(file, machine, network) : undefined;
      if (kind !== undefined) return kind === 'kernel' ? { kind: 'started', file } : { kind: 'loader', file };
      return machine.install.trial === undefined ? undefined : { kind: 'asked', file };
    }
  }
}

function offered(
  file: string,
  client: unknown,
  machine: KnownMachine,
  network: KnownNetwork | undefined,
  newToken: () => string,
): InstallEvent {
  const told = { kind: 'offered', file, token: machine.install.token ?? newToken() } as const;
  if (client === IPXE) return { ...told, asks: 'ipxe' };
  return loaderOrder(file, machine, network) === undefined ? told : { ...told, asks: 'firmware with a choice' };
}
