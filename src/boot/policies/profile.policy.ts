import { GENERATED_IPXE_SCRIPT } from '../generated-names.js';
import type { BootPolicy } from '../boot-question.js';
import { chooseProfile } from '../choose-profile.js';
import { chooseFile } from './choose-file.js';

/**
 * The loaders of the machine's profile; for iPXE the script that is made from it. Where it says nothing for this kind
 * of client, the built-in loaders read the configuration that is made from the profile.
 */
export const profilePolicy: BootPolicy = ({ request, machine, network }) => {
  const profile = chooseProfile(machine, network);
  if (profile === undefined) return undefined;
  const named = chooseFile(request, profile.loaders, `profile ${profile.name}`, machine.install.trial);
  if (named !== undefined || profile.kernel === undefined || !request.ipxe) return named;
  return { kind: 'file', file: GENERATED_IPXE_SCRIPT, source: `profile ${profile.name} kernel` };
};
