import type { MachineView } from '../inventory/machines/machine.view.js';
import { parseIpv4Address } from '../values/ipv4-address.js';
import { formatMacAddress, parseMacAddress } from '../values/mac-address.js';
import type { ApplianceClient, Query } from './appliance-client.js';
import { CommandFailure } from './command-failure.js';
import { EXIT } from './exit-status.table.js';

const notFound = (sentence: string): CommandFailure => new CommandFailure(EXIT.notFound, sentence);

const isId = (text: string): boolean => /^\d{1,9}$/.test(text);

/** The machine with this id, MAC (in any notation), address or host name. */
export async function findMachine(appliance: ApplianceClient, named: string): Promise<MachineView> {
  const mac = parseMacAddress(named);
  if (mac.ok) return appliance.get(`/api/v1/machines/by-mac/${formatMacAddress(mac.value)}`);
  if (isId(named)) return appliance.get(`/api/v1/machines/${named}`);
  const query: Query = parseIpv4Address(named).ok ? { ip: named } : { hostname: named };
  for await (const machine of appliance.items<MachineView>('/api/v1/machines', query, 1)) return machine;
  throw notFound(`No machine is called ${named}; reveille machines list shows them all.`);
}

/** The record of a list that has this id or name. */
export async function findNamed<Row extends { readonly id: number; readonly name: string }>(
  appliance: ApplianceClient,
  path: string,
  named: string,
): Promise<Row> {
  if (isId(named)) return appliance.get(`${path}/${named}`);
  const what = path.split('/').at(-1) ?? '';
  for await (const row of appliance.items<Row>(path, {})) {
    if (row.name.toLowerCase() === named.toLowerCase()) return row;
  }
  throw notFound(`Nothing in ${what} is called ${named}; reveille ${what} list shows them all.`);
}
