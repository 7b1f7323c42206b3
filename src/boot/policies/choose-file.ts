import type { BootFiles } from '../boot-files.js';
import { isUrl, type BootPlan } from '../boot-plan.js';
import type { BootRequest } from '../boot-request.js';

/** Names of iPXE's own images: undionly.kpxe, ipxe.pxe, snponly.efi, ipxe-x86_64.efi, … */
const IPXE_IMAGE = /(^|\/)(undionly|ipxe|snponly|snp|intel|virtio)[^/]*\.(kpxe|kkpxe|pxe|lkrn|efi|0)$/i;

/**
 * Can this client use this file? UEFI HTTP boot takes only a URL, PXE firmware takes only a path, iPXE takes both but
 * must never get iPXE again: that is the endless chain which Pixiecore's users report (danderson/netboot#77).
 */
export function fits(request: BootRequest, file: string): boolean {
  if (request.ipxe) return !IPXE_IMAGE.test(file);
  return request.method === 'http' ? isUrl(file) : !isUrl(file);
}

/** The best row for this client: its own kinds in order, then `default`; a row that it cannot use is passed over. */
export function chooseFile(request: BootRequest, files: BootFiles | undefined, owner: string): BootPlan | undefined {
  if (files === undefined) return undefined;
  for (const key of [...request.kinds, 'default'] as const) {
    const file = files[key];
    if (file !== undefined && fits(request, file)) return { kind: 'file', file, source: `${owner} ${key}` };
  }
  return undefined;
}
