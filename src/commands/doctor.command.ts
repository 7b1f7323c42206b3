import { Command } from 'commander';
import { readEnvironment } from '../settings/read-environment.js';
import { CommandFailure } from './command-failure.js';
import { examples } from './examples.render.js';
import { EXIT } from './exit-status.table.js';
import { printable } from './printable.render.js';
import type { Session } from './session.js';
import type { Paint } from './terminal.js';

const PAINTS: Readonly<Record<'good' | 'note' | 'wrong', Paint>> = { good: 'green', note: 'yellow', wrong: 'red' };

/** reveille doctor */
export function doctorCommand(session: Session): Command {
  return new Command('doctor')
    .description('what on this host would keep machines from booting, and which line to change; needs no appliance')
    .addHelpText('after', examples('reveille doctor', 'reveille doctor --json'))
    .action(() => doctor(session));
}

async function doctor({ json, terminal }: Session): Promise<void> {
  const { readSettings } = await import('../settings/read-settings.js');
  const { testHost } = await import('../self-test/self-test.js');
  const settings = readSettings(readEnvironment());
  if (!settings.ok) {
    const words = settings.error.map(({ variable, allowed }) => `  ${variable}: allowed is ${allowed}`);
    throw new CommandFailure(EXIT.failed, ['The settings cannot be used:', ...words].join('\n'));
  }
  const findings = testHost(settings.value);
  if (json) terminal.printJson(findings);
  else {
    for (const { level, sentence, cure } of findings) {
      terminal.print(`${terminal.paint(PAINTS[level], level.padEnd(5))}  ${printable(sentence)}`);
      if (cure !== undefined) terminal.print(`       what to do: ${cure}`);
    }
  }
  const faults = findings.filter(({ level }) => level === 'wrong').length;
  if (faults > 0) throw new CommandFailure(EXIT.failed, `${faults} of ${findings.length} checks found a fault.`);
}
