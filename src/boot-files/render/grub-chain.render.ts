import { isUrl } from '../../boot/boot-plan.js';
import type { ProfileWithKernel } from '../../boot/known-profile.js';

/** GRUB writes `http://host:80/path` as `(http,host:80)/path`. */
function fromServer(file: string): string {
  if (!isUrl(file)) return `$base/${file.replace(/^\/+/, '')}`;
  const { protocol, host, pathname, search } = new URL(file);
  return `(${protocol.slice(0, -1)},${host})${pathname}${search}`;
}

/**
 * The configuration that GRUB reads, as a template. GRUB fetches kernels the way that it came itself: by TFTP from the
 * root, by HTTP below /boot.
 */
export function renderGrubChain({ name, kernel, initrds, commandLine }: ProfileWithKernel): string {
  return [
    `# profile ${name}`,
    'set timeout=0',
    'set base=""',
    `{% if server %}if [ "$root" = "http,{{ server.url | remove_first: 'http://' }}" ]; then set base="/boot"; fi{% endif %}`,
    `menuentry "${name}" {`,
    `  linux ${fromServer(kernel)}${commandLine === '' ? '' : ` ${commandLine}`}`,
    ...(initrds.length === 0 ? [] : [`  initrd ${initrds.map(fromServer).join(' ')}`]),
    '}',
    '',
  ].join('\n');
}
