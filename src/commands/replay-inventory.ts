import { readInventoryDump, type InventoryDump } from '../replay/fill-inventory.js';
import { CommandFailure } from './command-failure.js';
import { EXIT } from './exit-status.table.js';
import { readInputFile } from './input-file.js';
import type { Session } from './session.js';

/** The inventory of a file, or that of the appliance. */
export async function replayInventory({ appliance }: Session, file: string | undefined): Promise<InventoryDump> {
  if (file === undefined) {
    const all = async (kind: string): Promise<unknown[]> => {
      const records: unknown[] = [];
      for await (const record of appliance.items<unknown>(`/api/v1/${kind}`, {})) records.push(record);
      return records;
    };
    return { networks: await all('networks'), profiles: await all('profiles'), machines: await all('machines') };
  }
  const dump = readInventoryDump((await readInputFile(file)).toString('utf8'));
  if (!dump.ok) throw new CommandFailure(EXIT.failed, `${file}: ${dump.error}.`);
  return dump.value;
}
