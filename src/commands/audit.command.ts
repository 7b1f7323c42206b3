import { Command } from 'commander';
import type { AuditEntryView } from '../access/audit/audit.schema.js';
import { examples } from './examples.render.js';
import { readCount } from './read-option.js';
import type { Session } from './session.js';
import type { Column } from './table.render.js';

const COLUMNS: readonly Column<AuditEntryView>[] = [
  { title: 'AT', of: ({ at }) => at },
  { title: 'WHO', of: ({ who }) => who },
  { title: 'FROM', of: ({ address }) => address },
  { title: 'DID', of: ({ method, path }) => `${method} ${path}` },
  { title: 'STATUS', of: ({ status }) => status },
];

/** reveille audit */
export function auditCommand(session: Session): Command {
  return new Command('audit')
    .description('who wrote what, the latest first; with --json each record before and after')
    .option('--who <name>', 'only what this token did')
    .option('--path <path>', 'only what was done to this path')
    .option('--limit <n>', 'at most so many', readCount, 100)
    .addHelpText('after', examples('reveille audit --who ci', 'reveille audit --path /api/v1/machines/7 --json'))
    .action(({ limit, ...filters }: { who?: string; path?: string; limit: number }) =>
      session.showList(
        session.appliance.items<AuditEntryView>('/api/v1/audit', filters, limit),
        COLUMNS,
        'Nothing was written.',
      ),
    );
}
