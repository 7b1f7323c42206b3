/**
 * Media types by the end of the name. UEFI firmware decides by the type what a file is (EDK2
 * NetworkPkg/HttpBootDxe/HttpBootSupport.c): a program, or a disk image for a RAM disk.
 */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  efi: 'application/efi',
  iso: 'application/vnd.efi-iso',
  img: 'application/vnd.efi-img',
  ipxe: 'text/plain; charset=utf-8',
  cfg: 'text/plain; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  ks: 'text/plain; charset=utf-8',
  seed: 'text/plain; charset=utf-8',
  yaml: 'text/plain; charset=utf-8',
  yml: 'text/plain; charset=utf-8',
  sh: 'text/plain; charset=utf-8',
  json: 'application/json',
  ign: 'application/json',
};

export function contentTypeOf(name: string): string {
  const ending = /\.([a-z0-9]+)(\.signed)?$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return CONTENT_TYPES[ending] ?? 'application/octet-stream';
}
