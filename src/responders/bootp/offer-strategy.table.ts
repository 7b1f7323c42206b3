import type { OfferStrategy } from '../../boot/offer-strategy.js';
import type { ClientKind } from '../../values/client-arch.js';

/** What a strategy puts into a proxy OFFER; the answer on port 4011 is the same for all. */
export interface OfferContent {
  /** siaddr, sname, file, 66, 67 and 150 name the boot file; else siaddr is ours, where port 4011 answers. */
  readonly namesFile: boolean;
  /**
   * Option 43: none; "load the file of this packet" (discovery control 8); a list of boot servers with a menu of what
   * there is; or both, for firmware that reads only one of them.
   */
  readonly vendorOptions: 'none' | 'load-file' | 'menu' | 'menu-and-load-file';
}

export const OFFER_CONTENT: Readonly<Record<OfferStrategy, OfferContent>> = {
  'direct-file': { namesFile: true, vendorOptions: 'none' },
  'boot-server': { namesFile: false, vendorOptions: 'none' },
  'discovery-control': { namesFile: true, vendorOptions: 'load-file' },
  'one-entry-menu': { namesFile: false, vendorOptions: 'menu' },
  'full-offer': { namesFile: true, vendorOptions: 'menu-and-load-file' },
};

/**
 * BIOS ROMs take file and control from the OFFER, as dnsmasq has sent it for years; a menu is next, as pixiecore sends
 * it (danderson/netboot README.booting.md).
 */
const BIOS_ORDER: readonly OfferStrategy[] = [
  'discovery-control',
  'one-entry-menu',
  'direct-file',
  'boot-server',
  'full-offer',
];

/**
 * UEFI asks on port 4011 when option 43 is missing (EDK2 PxeBcDhcp4.c, "BINL"). Older EDK2 throws a proxy OFFER with
 * option 43 away before it looks at it (tianocore/edk2#6944, PxeBcCacheDhcp4Offer), so those come last.
 */
const UEFI_ORDER: readonly OfferStrategy[] = [
  'boot-server',
  'direct-file',
  'discovery-control',
  'one-entry-menu',
  'full-offer',
];

/** iPXE and the Raspberry Pi read the file, or only the server, from the OFFER. */
const LOADER_ORDER: readonly OfferStrategy[] = ['direct-file'];

/** The order in which strategies are tried on a client of these kinds about which nothing is known. */
export function defaultOrder(kinds: readonly ClientKind[]): readonly OfferStrategy[] {
  const [kind] = kinds;
  if (kind === 'ipxe' || kind === 'raspberry-pi') return LOADER_ORDER;
  return kind === 'bios' ? BIOS_ORDER : UEFI_ORDER;
}
