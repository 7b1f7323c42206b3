import { z } from 'zod';
import { strictObject } from '../api/strict-object.js';
import { BOOT_MODES, type BootMode } from '../boot/boot-files.js';
import { readBootparam } from '../boot/bootparams.js';
import { OFFER_STRATEGIES } from '../boot/offer-strategy.js';
import { bootFiles } from './boot-files.schema.js';
import { bootMenu } from './boot-menu.schema.js';
import { ok } from '../values/result.js';
import { readBy } from './fields.schema.js';

function unknownMode(mode: unknown): string {
  const exist =
    'the modes are always (boot from the network), once (install from the network, then boot from the disk), local (boot from the disk) and paused (refuse to boot)';
  return typeof mode === 'string' ? `there is no mode ${JSON.stringify(mode)}; ${exist}` : `must be a string; ${exist}`;
}

/** Name of a profile: it is part of paths and URLs. */
export const profileName = z
  .string()
  .regex(/^[a-z][a-z0-9._-]{0,62}$/, 'must be 1 to 63 lower-case letters, digits, ".", "_" and "-", a letter first')
  .meta({ description: 'Name of a profile', examples: ['debian-12'] });

const LONGEST_MINUTES = 525_600;
const minutes = z
  .number()
  .int('must be a whole number of minutes')
  .min(1, 'must be at least 1 minute')
  .max(LONGEST_MINUTES, `must be at most ${LONGEST_MINUTES} minutes, a year`);

/** How far an installation may go on its own; what is left out is said by the profile, else by the built-in rules. */
export const installRules = strictObject({
  attempts: z
    .number()
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(100, 'must be at most 100')
    .optional()
    .meta({ description: 'How often the installer may be started without having reported; 1 when left out' }),
  ttlMinutes: minutes
    .optional()
    .meta({ description: 'After how long an installation that was not started is given up; a week when left out' }),
  reportMinutes: minutes
    .optional()
    .meta({ description: 'How long a started installer may be silent until you are told; 40 when left out' }),
}).transform((rules) => (Object.keys(rules).length === 0 ? undefined : rules));

/** Checked, and kept as it was written. */
const bootparam = readBy<string>(
  (text) => {
    const value = readBootparam(text);
    return value.ok ? ok(text) : value;
  },
  { description: 'server:path, or :word without a server', example: '10.79.0.1:/export/root/ultra10' },
);

export const bootparams = z
  .record(
    z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]{0,31}$/, 'is not a bootparams key; write it as root, swap or dump'),
    bootparam,
  )
  .transform((entries) => (Object.keys(entries).length === 0 ? undefined : entries))
  .meta({
    description: 'Sun bootparams: server:path of each key',
    examples: [{ root: '10.79.0.1:/export/root/ultra10' }],
  });

/** How a machine is told beside another DHCP server what to boot. */
export const offerStrategy = z
  .enum(OFFER_STRATEGIES, { error: () => `is not a strategy; the strategies are ${OFFER_STRATEGIES.join(', ')}` })
  .meta({ description: 'Mode proxy: how the machine is told what to boot; found out by trying when left out' });

/** `boot` of a machine. */
export const machineBoot = strictObject({
  mode: z
    .enum(BOOT_MODES, { error: (issue) => unknownMode(issue.input) })
    .default('always' satisfies BootMode)
    .meta({
      description:
        'always: from the network; once: install, then from its disk; local: from its disk; paused: booting is refused everywhere',
    }),
  profile: profileName
    .optional()
    .meta({ description: 'What it boots; left out: the profile that its labels select, else the network’s' }),
  files: bootFiles.optional(),
  menu: bootMenu.optional(),
  strategy: offerStrategy.optional(),
  bootparams: bootparams.optional(),
  install: installRules.optional(),
});

/** `boot` of a network: what its machines get that do not say it themselves. */
export const networkBoot = strictObject(
  {
    mode: z
      .literal('always', { error: () => 'a mode is set on each machine; a network takes "always" or nothing' })
      .optional()
      .meta({ description: 'Modes are set on machines; a network takes "always" or nothing' }),
    files: bootFiles.optional(),
    profile: profileName.optional().meta({ description: 'For machines that name none and whose labels select none' }),
    unknownProfile: profileName
      .optional()
      .meta({ description: 'What hosts boot that the inventory does not know; left out: nothing' }),
    menu: bootMenu.optional(),
    unknownClients: z.boolean().default(false).meta({
      description:
        'Clients that the inventory does not have: in mode proxy they are told what to boot too; in mode pool they get the built-in loaders beside the files and the menu of this network',
    }),
  },
  {
    strategy: 'set boot.strategy on each machine',
    bootparams: 'set boot.bootparams on each machine',
  },
);
