import type { BootPolicy } from '../boot-question.js';
import { chooseFile } from './choose-file.js';

/** `boot.files` of the network that the machine boots on. */
export const networkFilesPolicy: BootPolicy = ({ request, machine, network }) =>
  chooseFile(request, network?.bootFiles, 'network', machine.install.trial);
