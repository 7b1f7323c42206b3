import type { BootPolicy } from '../boot-question.js';
import { chooseProfile } from '../known-profile.js';
import { chooseFile } from './choose-file.js';

/** The loaders of the machine's profile; a profile without one for this client leaves the choice to the built-in ones. */
export const profilePolicy: BootPolicy = ({ request, machine, network }) => {
  const profile = chooseProfile(machine, network);
  return profile && chooseFile(request, profile.loaders, `profile ${profile.name}`);
};
