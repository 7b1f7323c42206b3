import type { BootFiles } from '../boot-files.js';
import { isUrl, type BootPlan } from '../boot-plan.js';
import type { BootRequest } from '../boot-request.js';
import { filesOf } from '../loader-order.js';
import { chooseLoader, loadersToSkip, type LoaderTrial } from '../loader-trial.js';

/** Names of iPXE's own images: undionly.kpxe, ipxe.pxe, snponly.efi, ipxe-x86_64.efi, … */
const IPXE_IMAGE = /(^|\/)(undionly|ipxe|snponly|snp|intel|virtio)[^/]*\.(kpxe|kkpxe|pxe|lkrn|efi|0)$/i;

/** What UEFI boots that it got by HTTP: a program, or a disk image that becomes a RAM disk (UEFI 2.10 §24.7.3). */
const UEFI_HTTP_IMAGE = /\.(efi|iso|img)$/i;

/**
 * Can this client use this file? PXE firmware takes only a path. UEFI HTTP boot takes a URL, and we make one of a path;
 * but a path under `default` is as a rule a BIOS loader's, so it has to look like something that UEFI boots. iPXE takes
 * paths and URLs, but must never get iPXE again: that is the endless chain which Pixiecore's users report
 * (danderson/netboot#77).
 */
export function fits(request: BootRequest, file: string, row: 'default' | 'own'): boolean {
  if (request.ipxe) return !IPXE_IMAGE.test(file);
  if (request.method === 'tftp') return !isUrl(file);
  return row === 'own' || isUrl(file) || UEFI_HTTP_IMAGE.test(file);
}

/**
 * The best row for this client: its own kinds in order, then `default`; a row that it cannot use is passed over. Of a
 * row with several loaders the first that has not failed on this machine; iPXE that asks has not failed.
 */
export function chooseFile(
  request: BootRequest,
  files: BootFiles | undefined,
  owner: string,
  trial?: LoaderTrial,
): BootPlan | undefined {
  if (files === undefined) return undefined;
  for (const key of [...request.kinds, 'default'] as const) {
    const row = filesOf(files[key]);
    const usable = row.filter((file) => fits(request, file, key === 'default' ? key : 'own'));
    const file = chooseLoader(usable, request.ipxe ? [] : loadersToSkip(trial));
    if (file === undefined) continue;
    const place = row.length > 1 ? `, ${row.indexOf(file) + 1} of ${row.length}` : '';
    return { kind: 'file', file, source: `${owner} ${key}${place}` };
  }
  return undefined;
}
