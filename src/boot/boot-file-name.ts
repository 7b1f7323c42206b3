import { isUrl } from './boot-plan.js';

/**
 * What one file is called, however it was written: `\ipxe.efi`, `/ipxe.efi` and `http://10.79.0.1:8080/boot/ipxe.efi`
 * are one loader.
 */
export function bootFileName(file: string): string {
  const path = isUrl(file) ? new URL(file).pathname.replace(/^\/boot\//, '') : file;
  return path
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')
    .toLowerCase();
}
