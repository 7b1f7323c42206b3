import type { Command } from 'commander';
import type { ProfileView } from '../inventory/profiles/profile.view.js';
import { recordCommands } from './record-commands.js';
import type { Session } from './session.js';

/** reveille profiles … */
export function profilesCommand(session: Session): Command {
  return recordCommands<ProfileView>(session, {
    plural: 'profiles',
    singular: 'profile',
    path: '/api/v1/profiles',
    description: 'what kinds of machines boot: kernel, initrds, command line, loaders',
    columns: [
      { title: 'ID', of: ({ id }) => id },
      { title: 'NAME', of: ({ name }) => name },
      { title: 'KERNEL', of: ({ kernel }) => kernel },
      { title: 'INITRDS', of: ({ initrds }) => initrds },
      { title: 'COMMAND LINE', of: ({ commandLine }) => commandLine },
    ],
    empty: 'There is no profile yet. Make one: reveille recipe add debian-12, or reveille profiles add NAME kernel=…',
    example: {
      name: 'rescue',
      added: 'rescue kernel=rescue/vmlinuz initrds=\'["rescue/initrd.img"]\'',
      settings: 'commandLine="console=ttyS0,115200"',
    },
  });
}
