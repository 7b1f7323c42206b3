import type { BootPolicy } from '../boot-question.js';
import { chooseFile } from './choose-file.js';

/** `boot.files` of the machine. */
export const machineFilesPolicy: BootPolicy = ({ request, machine }) =>
  chooseFile(request, machine.bootFiles, 'machine', machine.install.trial);
