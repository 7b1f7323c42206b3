import { isUrl } from '../../boot/boot-plan.js';
import type { ProfileWithKernel } from '../../boot/known-profile.js';

/** By HTTP where our address is known; else relative to where the script came from. */
const fromServer = (file: string): string =>
  isUrl(file) ? file : `{% if server %}{{ server.bootUrl }}/{% else %}/{% endif %}${file.replace(/^\/+/, '')}`;

const baseName = (file: string): string => file.slice(file.lastIndexOf('/') + 1);

/** The script that iPXE runs, as a template. UEFI kernels find their RAM disks by `initrd=` and their names. */
export function renderIpxeChain({ name, kernel, initrds, commandLine }: ProfileWithKernel): string {
  const words = [...initrds.map((file) => `initrd=${baseName(file)}`), ...(commandLine === '' ? [] : [commandLine])];
  return [
    '#!ipxe',
    `# profile ${name}`,
    `kernel ${[fromServer(kernel), ...words].join(' ')} || goto failed`,
    ...initrds.map((file) => `initrd ${fromServer(file)} || goto failed`),
    'boot || goto failed',
    ':failed',
    `echo ${name} cannot be booted; going on to the next boot device`,
    'exit 1',
    '',
  ].join('\n');
}
