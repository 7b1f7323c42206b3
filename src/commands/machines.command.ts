import { Command } from 'commander';
import type { InstallView } from '../installs/install.schema.js';
import type { MachineView } from '../inventory/machines/machine.view.js';
import { BOOT_MODES, type BootMode } from '../boot/boot-files.js';
import { parseIpv4Address } from '../values/ipv4-address.js';
import { parseMacAddress } from '../values/mac-address.js';
import { usageFailure } from './command-failure.js';
import { examples } from './examples.render.js';
import { readFieldSettings } from './field-settings.js';
import { findMachine } from './find-record.js';
import { readCount } from './read-option.js';
import { renderUnrecognised } from './unrecognised-machine.render.js';
import { renderRecord } from './record.render.js';
import type { Session } from './session.js';
import type { Column } from './table.render.js';

const PATH = '/api/v1/machines';

const COLUMNS: readonly Column<MachineView>[] = [
  { title: 'ID', of: ({ id }) => id },
  { title: 'HOST NAME', of: ({ hostname }) => hostname },
  { title: 'MAC', of: ({ nics }) => nics.map(({ mac }) => mac ?? '') },
  { title: 'IP', of: ({ nics }) => nics.map(({ ip }) => ip ?? '') },
  { title: 'BOOT', of: ({ boot }) => boot.mode },
  { title: 'PROFILE', of: ({ boot }) => boot.profile },
  { title: 'LABELS', of: ({ labels }) => Object.entries(labels).map(([key, value]) => `${key}=${value}`) },
];

const NAMING = 'id, host name, MAC (any notation) or address';

const FIELDS = `
Fields are those of the API (reveille machines show --json), with "." between levels: hostname, description,
labels.KEY, boot.mode (${BOOT_MODES.join(', ')}), boot.profile, boot.files.KIND, boot.bootparams.KEY, nics.
"field=" takes a field away. Lists and numbers are written as JSON: nics='[{"mac":"…","ip":"…"}]'.`;

/** reveille machines … */
export function machinesCommand(session: Session): Command {
  const machines = new Command('machines').alias('machine').description('the inventory: who is answered, and how');
  machines
    .command('list')
    .description('list machines')
    .option('--hostname <name>', 'only this host name')
    .option('--mac <mac>', 'only with this MAC')
    .option('--ip <address>', 'only with this address')
    .option('-l, --label <key=value...>', 'only with these labels')
    .option('--limit <n>', 'at most so many', readCount)
    .addHelpText('after', examples('reveille machines list', 'reveille machines list --label rack=r1 --json'))
    .action((options: ListOptions) => list(session, options));
  machines
    .command('show')
    .argument('<machine>', NAMING)
    .description('everything about one machine, and where its installation stands')
    .addHelpText('after', examples('reveille machines show ultra10', 'reveille machines show 8:0:20:8e:48:de'))
    .action((named: string) => show(session, named));
  machines
    .command('add')
    .argument('<hostname>')
    .argument('[words...]', 'its MAC, its address, and field=value')
    .description('add a machine')
    .addHelpText(
      'after',
      `${FIELDS}${examples(
        'reveille machines add ultra10 8:0:20:8e:48:de 192.168.0.21',
        'reveille machines add node7 52:54:00:12:34:56 10.79.0.7 boot.profile=debian-12 labels.rack=r1',
      )}`,
    )
    .action((hostname: string, words: string[]) => add(session, hostname, words));
  machines
    .command('set')
    .argument('<machine>', NAMING)
    .argument('<settings...>', 'field=value')
    .description('change a machine')
    .addHelpText(
      'after',
      `${FIELDS}${examples('reveille machines set ultra10 boot.files.default=pxelinux.0 labels.rack=r2')}`,
    )
    .action((named: string, settings: string[]) => change(session, named, readFieldSettings(settings)));
  addModes(machines, session);
  machines
    .command('delete')
    .alias('rm')
    .argument('<machines...>', NAMING)
    .description('delete machines')
    .addHelpText('after', examples('reveille machines delete ultra10'))
    .action((named: string[]) => remove(session, named));
  return machines;
}

interface ListOptions {
  readonly hostname?: string;
  readonly mac?: string;
  readonly ip?: string;
  readonly label?: readonly string[];
  readonly limit?: number;
}

function list(session: Session, { limit, label = [], ...filters }: ListOptions): Promise<void> {
  const labels = label.map((pair) => pair.replace('=', ':'));
  const rows = session.appliance.items<MachineView>(PATH, { ...filters, label: labels }, limit);
  const empty = Object.keys(filters).length + labels.length > 0 ? 'No machine is like that.' : EMPTY;
  return session.showList(rows, COLUMNS, empty);
}

const EMPTY = 'The inventory is empty. Add a machine: reveille machines add HOSTNAME MAC ADDRESS';

async function show(session: Session, named: string): Promise<void> {
  const machine = await findMachine(session.appliance, named);
  const install = await session.appliance.get<InstallView>(`${PATH}/${machine.id}/install`);
  if (session.json) session.terminal.printJson(machine);
  else session.terminal.print(`${renderRecord(machine)}\n${renderRecord({ install: install.sentence })}`);
}

/** MAC and address in any order, then fields. */
async function add(session: Session, hostname: string, words: readonly string[]): Promise<void> {
  const macs = words.filter((word) => parseMacAddress(word).ok);
  const addresses = words.filter((word) => parseIpv4Address(word).ok);
  const settings = words.filter((word) => word.includes('='));
  const stranger = words.find((word) => ![...macs, ...addresses, ...settings].includes(word));
  if (stranger !== undefined) throw usageFailure(`"${stranger}" is no MAC, no IPv4 address and no field=value`);
  if (macs.length > 1 || addresses.length > 1) {
    throw usageFailure('several MACs or addresses are written as nics=\'[{"mac":"…","ip":"…"},…]\'');
  }
  const nic = { ...(macs.length > 0 && { mac: macs[0] }), ...(addresses.length > 0 && { ip: addresses[0] }) };
  const nics = Object.keys(nic).length > 0 ? { nics: [nic] } : {};
  const body = { hostname, ...nics, ...readFieldSettings(settings) };
  const machine = await session.appliance.write<MachineView>('POST', PATH, { body });
  session.showDone(`${machine.hostname} is in the inventory as machine ${machine.id}.`, machine);
  remarkUnrecognised(session, machine);
}

async function change(session: Session, named: string, body: Readonly<Record<string, unknown>>): Promise<void> {
  const { id } = await findMachine(session.appliance, named);
  const machine = await session.appliance.write<MachineView>('PATCH', `${PATH}/${id}`, { body });
  session.showDone(`${machine.hostname} is changed.`, machine);
  if ('nics' in body) remarkUnrecognised(session, machine);
}

function remarkUnrecognised({ terminal }: Session, machine: MachineView): void {
  const remark = renderUnrecognised(machine);
  if (remark !== undefined) terminal.note(remark);
}

/** What each boot mode is called as a command. */
const MODE_COMMANDS: readonly (readonly [name: string, mode: BootMode, description: string, done: string])[] = [
  ['pause', 'paused', 'refuse to boot it, by every protocol', 'is paused'],
  ['resume', 'always', 'let it boot from the network, always', 'boots from the network'],
  ['local', 'local', 'let it boot from its disk', 'boots from its disk'],
];

function addModes(machines: Command, session: Session): void {
  for (const [name, mode, description, done] of MODE_COMMANDS) {
    machines
      .command(name)
      .argument('<machines...>', NAMING)
      .description(`${description} (boot.mode=${mode})`)
      .addHelpText('after', examples(`reveille machines ${name} ultra10`))
      .action((named: string[]) => setMode(session, named, mode, done));
  }
  machines
    .command('install')
    .argument('<machines...>', NAMING)
    .description('install it at its next boot, then let it boot from its disk (boot.mode=once)')
    .addHelpText('after', examples('reveille machines install node7'))
    .action((named: string[]) => install(session, named));
}

async function setMode(session: Session, named: readonly string[], mode: BootMode, done: string): Promise<void> {
  for (const one of named) {
    const { id } = await findMachine(session.appliance, one);
    const body = { boot: { mode } };
    const machine = await session.appliance.write<MachineView>('PATCH', `${PATH}/${id}`, { body });
    session.showDone(`${machine.hostname} ${done}.`, machine);
  }
}

async function install(session: Session, named: readonly string[]): Promise<void> {
  for (const one of named) {
    const { id } = await findMachine(session.appliance, one);
    const body = { mode: 'once' };
    const state = await session.appliance.write<InstallView>('POST', `${PATH}/${id}/install`, { body });
    session.showDone(`${state.hostname}: ${state.sentence}`, state);
  }
}

async function remove(session: Session, named: readonly string[]): Promise<void> {
  for (const one of named) {
    const machine = await findMachine(session.appliance, one);
    await session.appliance.write('DELETE', `${PATH}/${machine.id}`);
    session.showDone(`${machine.hostname} is deleted.`, machine);
  }
}
