import { Command } from 'commander';
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
import { subjectOf } from './timeline.command.js';

/** Events that are shown below the diagnoses. */
const LAST_EVENTS = 5;

/** reveille explain */
export function explainCommand(session: Session): Command {
  return new Command('explain')
    .description('why a machine does not boot, and what to do')
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
  if (session.json) {
    terminal.printJson({ ...diagnoses, events });
    return;
  }
  terminal.print(terminal.paint('bold', printable(headOf(diagnoses, named))));
  for (const { sure, sentence, cure } of diagnoses.items) {
    terminal.print(`${terminal.paint(sure === 'certain' ? 'red' : 'yellow', `${sure}:`)} ${printable(sentence)}`);
    terminal.print(`  ${printable(`what to do: ${cure}`)}`);
  }
  if (diagnoses.items.length === 0) terminal.print('Nothing that we know of stands in its way.');
  terminal.print(events.length === 0 ? '\nIt was never heard.' : '\nLast heard:');
  for (const event of events) terminal.print(renderEvent(event, (style, text) => terminal.paint(style, text)));
}

function headOf({ hostname, machineId }: DiagnosesView, named: string): string {
  if (hostname !== null && machineId !== null) return `${hostname} (machine ${machineId})`;
  return `${named} (no machine of the inventory)`;
}
