import { z } from 'zod';
import { strictObject } from '../../api/strict-object.js';

const file = (name: string, example: string) =>
  z
    .string()
    .optional()
    .meta({ description: `The text of /etc/${name}, or what ypcat prints of that map`, examples: [example] });

/** POST /api/v1/import */
export const importInput = strictObject({
  ethers: file('ethers', '8:0:20:8e:48:de ultra10\n'),
  hosts: file('hosts', '192.168.0.21 ultra10 ultra10.lab.example\n'),
  bootparams: file('bootparams', 'ultra10 root=192.168.0.28:/export/root/ultra10\n'),
  dryRun: z.boolean().default(false).meta({ description: 'Only say what would be done' }),
})
  .refine(
    ({ ethers, hosts, bootparams }) => (ethers ?? hosts ?? bootparams) !== undefined,
    'needs the text of at least one of ethers, hosts and bootparams',
  )
  .meta({ id: 'Import' });
export type ImportInput = z.output<typeof importInput>;

const count = z.number().int();

/** What an import did, or would do. */
export const importReport = z
  .object({
    dryRun: z.boolean(),
    counts: z.object({ create: count, update: count, same: count, conflict: count, remove: count }),
    machines: z.array(
      z.object({
        hostname: z.string(),
        action: z.enum(['create', 'update', 'same', 'conflict', 'remove']),
        changes: z.array(z.string()),
      }),
    ),
    problems: z.array(
      z.object({
        file: z.enum(['ethers', 'hosts', 'bootparams']),
        line: count,
        level: z.enum(['error', 'note']),
        text: z.string(),
      }),
    ),
  })
  .meta({ id: 'ImportReport' });
export type ImportReport = z.output<typeof importReport>;
