import { Command } from 'commander';
import type { ExplainView } from '../explain/explain.schema.js';
import type { BootsView, BootView } from '../forensics/boots.schema.js';
import type { DiagnosesView } from '../forensics/diagnosis.schema.js';
import type { TimelineEvent } from '../journal/timeline.view.js';
import { parseMacAddress } from '../values/mac-address.js';
import { CommandFailure } from './command-failure.js';
import { renderEvent } from './event.render.js';
import { examples } from './examples.render.js';
import { EXIT } from './exit-status.table.js';
import { findMachine } from './find-record.js';
import { printable } from './printable.render.js';
import type { Session } from './session.js';
import type { Paint, Terminal } from './terminal.js';
import { subjectOf } from './timeline.command.js';

/** Boots that JSON has; people see the last one. */
const LAST_BOOTS = 5;
const PAINTS: Readonly<Record<BootView['verdict']['state'], Paint>> = {
  booted: 'green',
  'from-disk': 'green',
  'on-its-way': 'cyan',
  failed: 'red',
  stalled: 'yellow',
  noise: 'dim',
};

/** Events that are shown below the diagnoses. */
const LAST_EVENTS = 5;

/** reveille explain */
export function explainCommand(session: Session): Command {
  return new Command('explain')
    .description('how its last boot went, what stands in its way, and what it would be answered now')
    .argument('<machine>', 'host name, id, address, or a MAC, known or not')
    .addHelpText('after', examples('reveille explain ultra10', 'reveille explain 8:0:20:8e:48:dd'))
    .action((named: string) => explain(session, named));
}

/** The machine's diagnoses; for a MAC that no machine has, those of the MAC. */
async function diagnosesOf(session: Session, named: string): Promise<DiagnosesView> {
  try {
    const { id } = await findMachine(session.appliance, named);
    return await session.appliance.get<DiagnosesView>(`/api/v1/machines/${id}/diagnoses`);
  } catch (error) {
    const unknown = error instanceof CommandFailure && error.status === EXIT.notFound;
    if (!unknown || !parseMacAddress(named).ok) throw error;
    return session.appliance.get<DiagnosesView>('/api/v1/diagnoses', { mac: named });
  }
}

async function explain(session: Session, named: string): Promise<void> {
  const { appliance, terminal } = session;
  const diagnoses = await diagnosesOf(session, named);
  const { path, query } = await subjectOf(appliance, named);
  const events: TimelineEvent[] = [];
  for await (const event of appliance.items<TimelineEvent>(path, query, LAST_EVENTS)) events.unshift(event);
  const boots = await bootsOf(session, diagnoses, named);
  const explained = await explainedOf(session, diagnoses, named);
  if (session.json) {
    terminal.printJson({ ...diagnoses, boots, explained, events });
    return;
  }
  terminal.print(terminal.paint('bold', printable(headOf(diagnoses, named))));
  const [boot] = boots;
  if (boot !== undefined) printBoot(terminal, boot, diagnoses);
  printDiagnoses(terminal, diagnoses, boot);
  if (explained !== undefined) printAnswers(terminal, explained);
  terminal.print(events.length === 0 ? '\nIt was never heard.' : '\nLast heard:');
  for (const event of events) terminal.print(renderEvent(event, (style, text) => terminal.paint(style, text)));
}

/** Its last boots with their verdicts. */
async function bootsOf({ appliance }: Session, { machineId }: DiagnosesView, named: string): Promise<BootView[]> {
  const query = { limit: LAST_BOOTS };
  const { items } =
    machineId === null
      ? await appliance.get<BootsView>('/api/v1/boots', { ...query, mac: named })
      : await appliance.get<BootsView>(`/api/v1/machines/${machineId}/boots`, query);
  return items;
}

/** What it would be answered; undefined where nothing can be asked in its name: it has no MAC, or no wire is served. */
async function explainedOf(
  { appliance }: Session,
  { machineId }: DiagnosesView,
  named: string,
): Promise<ExplainView | undefined> {
  const body = machineId === null ? { packet: { protocol: 'dhcp', mac: named } } : { machine: machineId };
  try {
    return await appliance.write<ExplainView>('POST', '/api/v1/explain', { body });
  } catch (error) {
    if (error instanceof CommandFailure && error.status === EXIT.failed) return undefined;
    throw error;
  }
}

/** Where a diagnosis says the same as the verdict, its cure stands here: it knows this command line. */
function printBoot(terminal: Terminal, { startedAt, verdict, notes }: BootView, { items }: DiagnosesView): void {
  terminal.print(`\nIts boot of ${startedAt}: ${terminal.paint(PAINTS[verdict.state], verdict.state)}`);
  const same = items.find(({ sentence }) => sentence === verdict.sentence);
  printFinding(terminal, verdict.sure, verdict.sentence, same?.cure ?? verdict.cure);
  for (const { sentence } of notes) terminal.print(terminal.paint('dim', printable(`  also: ${sentence}`)));
}

/** What the verdict has not said already. */
function printDiagnoses(terminal: Terminal, { items }: DiagnosesView, boot: BootView | undefined): void {
  if (items.length === 0) terminal.print('\nNothing that we know of stands in its way.');
  const others = items.filter(({ sentence }) => sentence !== boot?.verdict.sentence);
  if (others.length === 0) return;
  terminal.print(boot === undefined ? '\nWhat stands in its way:' : '\nWhat else stands in its way:');
  for (const { sure, sentence, cure } of others) printFinding(terminal, sure, sentence, cure);
}

function printFinding(terminal: Terminal, sure: string, sentence: string, cure: string): void {
  terminal.print(`${terminal.paint(sure === 'certain' ? 'bold' : 'yellow', `${sure}:`)} ${printable(sentence)}`);
  terminal.print(`  ${printable(`what to do: ${cure}`)}`);
}

/** One line for each question that it may ask. */
function printAnswers(terminal: Terminal, { steps, fetches }: ExplainView): void {
  terminal.print('\nIt would be answered:');
  for (const { title, outcome, sentence } of steps) {
    const mark = terminal.paint(outcome === 'answered' ? 'green' : 'yellow', outcome === 'answered' ? 'yes' : 'no ');
    terminal.print(`  ${mark} ${printable(`${title}: ${sentence}`)}`);
  }
  for (const { protocol, path, outcome, sentence } of fetches) {
    const mark = terminal.paint(outcome === 'answered' ? 'green' : 'yellow', outcome === 'answered' ? 'yes' : 'no ');
    terminal.print(`  ${mark} ${printable(`${path} by ${protocol.toUpperCase()}: ${sentence}`)}`);
  }
}

function headOf({ hostname, machineId }: DiagnosesView, named: string): string {
  if (hostname !== null && machineId !== null) return `${hostname} (machine ${machineId})`;
  return `${named} (no machine of the inventory)`;
}
