import { Command } from 'commander';
import { VERSION } from '../version.js';
import { arpCommand } from './arp.command.js';
import { auditCommand } from './audit.command.js';
import { backupCommand, restoreCommand } from './backup.command.js';
import { captureCommand } from './capture.command.js';
import { completionCommands } from './completion.command.js';
import { doctorCommand } from './doctor.command.js';
import { decodeCommand } from './decode.command.js';
import { examples } from './examples.render.js';
import { EXIT } from './exit-status.table.js';
import { explainCommand } from './explain.command.js';
import { filesCommand } from './files.command.js';
import { exportCommand, importCommand } from './import.command.js';
import { leasesCommand } from './leases.command.js';
import { machinesCommand } from './machines.command.js';
import { networksCommand } from './networks.command.js';
import { probeCommand } from './probe.command.js';
import { profilesCommand } from './profiles.command.js';
import { recipeCommand } from './recipe.command.js';
import { renderCommand } from './render.command.js';
import { replayCommand } from './replay.command.js';
import { serveCommand } from './serve.command.js';
import { Session } from './session.js';
import { sightingsCommand } from './sightings.command.js';
import type { Terminal } from './terminal.js';
import { timelineCommand } from './timeline.command.js';
import { tokensCommand } from './tokens.command.js';
import { webhooksCommand } from './webhooks.command.js';

const STATUSES = `
Exit status: ${EXIT.ok} done; ${EXIT.failed} refused or failed; ${EXIT.usage} wrong command line; ${EXIT.unreachable} the appliance cannot be reached;
${EXIT.notAuthorized} not authorized; ${EXIT.notFound} no such record; ${EXIT.partly} only partly done; ${EXIT.fault} a fault of this program.
`;

/** Help and errors look alike everywhere; Commander passes that on only to commands which it made itself. */
function passOn(parent: Command): void {
  for (const child of parent.commands) {
    child.copyInheritedSettings(parent);
    passOn(child);
  }
}

/** The whole command line. It writes to this terminal and throws; the entry says how the process ends. */
export function reveilleCommand(terminal: Terminal): Command {
  const program = new Command('reveille');
  program
    .description('A netboot appliance: every machine that wakes on the wire is answered from one inventory record.')
    .version(VERSION)
    .option('--url <url>', 'the appliance (REVEILLE_URL; this host when it is not set)')
    .option('--token <token>', 'opens its API (REVEILLE_TOKEN; on its own host, the one of the data directory)')
    .option('--json', 'results as JSON, for scripts')
    .option('--no-color', 'no colours (NO_COLOR)')
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError()
    .exitOverride()
    .addHelpText(
      'after',
      `${STATUSES}${examples('reveille serve', 'reveille machines add ultra10 8:0:20:8e:48:de 192.168.0.21', 'reveille timeline -f ultra10')}`,
    );
  const session = new Session(program, terminal);
  program.hook('preAction', () => {
    if (!program.opts<{ color: boolean }>().color) terminal.useNoColours();
  });
  const records = [machinesCommand, networksCommand, profilesCommand, recipeCommand, filesCommand];
  const seen = [leasesCommand, sightingsCommand];
  const questions = [timelineCommand, explainCommand, renderCommand, importCommand, exportCommand, arpCommand];
  const upkeep = [tokensCommand, webhooksCommand, auditCommand, backupCommand, restoreCommand, doctorCommand];
  program.addCommand(serveCommand());
  for (const make of [...records, ...seen, ...questions, ...upkeep]) program.addCommand(make(session));
  for (const make of [captureCommand, decodeCommand, probeCommand, replayCommand]) program.addCommand(make(session));
  const [completion, ask] = completionCommands(program, terminal);
  program.addCommand(completion).addCommand(ask, { hidden: true });
  passOn(program);
  return program;
}
