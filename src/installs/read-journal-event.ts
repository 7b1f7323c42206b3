import type { InstallEvent } from '../boot/install-state.js';
import type { KnownMachine, KnownNetwork } from '../boot/known-machine.js';
import type { JournalEvent } from '../journal/journal.port.js';
import { readFetchedFile } from './fetched-file.js';

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
      return outcome === 'answered' ? { kind: 'offered', file, token: machine.install.token ?? newToken() } : undefined;
    case 'install':
      return undefined;
    default: {
      if (what !== FETCHED) return undefined;
      const kind = readFetchedFile(file, machine, network);
      if (kind === undefined) return undefined;
      return kind === 'kernel' ? { kind: 'started', file } : { kind: 'loader', file };
    }
  }
}
