import { isUrl } from '../../boot/boot-plan.js';
import type { ProfileWithKernel } from '../../boot/known-profile.js';

/** `::` is the root of the server that PXELINUX came from, wherever it lay there; only lpxelinux.0 takes URLs. */
const fromRoot = (file: string): string => (isUrl(file) ? file : `::${file.replace(/^\/+/, '')}`);

/** The configuration that PXELINUX reads, as a template. */
export function renderPxelinuxChain({ name, kernel, initrds, commandLine }: ProfileWithKernel): string {
  return [
    `# profile ${name}`,
    'DEFAULT boot',
    'PROMPT 0',
    'TIMEOUT 0',
    'LABEL boot',
    `  KERNEL ${fromRoot(kernel)}`,
    ...(initrds.length === 0 ? [] : [`  INITRD ${initrds.map(fromRoot).join(',')}`]),
    ...(commandLine === '' ? [] : [`  APPEND ${commandLine}`]),
    '',
  ].join('\n');
}
