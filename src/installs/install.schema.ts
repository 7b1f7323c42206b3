import { z } from 'zod';
import { pageQuery } from '../api/paging.js';
import { strictObject } from '../api/strict-object.js';
import { BOOT_MODES } from '../boot/boot-files.js';
import { INSTALL_STATES } from '../boot/install-state.js';

const text = z.string();
const instant = text.meta({ format: 'date-time' });

/** Where a machine's installation stands, as REST shows it. What is not set is null. */
export const installView = z
  .object({
    machineId: z.number().int(),
    hostname: text,
    mode: z.enum(BOOT_MODES),
    profile: text.nullable(),
    state: z.enum(INSTALL_STATES),
    since: instant.nullable(),
    armedAt: instant.nullable().meta({ description: 'When the installation was asked for' }),
    starts: z.number().int().meta({ description: 'How often the installer was started since' }),
    attempts: z.number().int().meta({ description: 'How often it may be started' }),
    heardAt: instant.nullable().meta({ description: 'The last sign of life of the installer' }),
    failedLoaders: z
      .array(text)
      .meta({ description: 'Loaders of its list that came to nothing here, and are passed over' }),
    message: text.meta({ description: 'Its last words' }),
    sentence: text.meta({ description: 'All of it in words' }),
    transitions: z.array(
      z.object({ at: instant, from: z.enum(INSTALL_STATES), to: z.enum(INSTALL_STATES), because: text }),
    ),
  })
  .meta({ id: 'Install' });
export type InstallView = z.output<typeof installView>;

export const installPage = z
  .object({ items: z.array(installView), nextCursor: text.nullable() })
  .meta({ id: 'InstallPage' });

/** What starts an installation anew. */
export const installInput = strictObject({
  mode: z
    .enum(['once', 'always'], { error: () => 'must be once (install, then boot from the disk) or always' })
    .default('once')
    .meta({ description: 'The boot mode that the machine gets; always is for machines that have no disk' }),
}).meta({ id: 'InstallInput' });
export type InstallInput = z.output<typeof installInput>;

export const installQuery = strictObject({
  ...pageQuery,
  state: z.enum(INSTALL_STATES).optional().meta({ description: 'Only installations in this state' }),
});
export type InstallQuery = z.output<typeof installQuery>;
