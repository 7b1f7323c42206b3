import type { ClientKind } from '../values/client-arch.js';
import type { Ipv4Address } from '../values/ipv4-address.js';
import type { BootFiles } from './boot-files.js';

/** A menu that PXE firmware shows by itself, before anything is loaded (PXE 2.1 §2.4.5). */
export interface BootMenu {
  /** What stands above the countdown. */
  readonly prompt: string;
  /** 0: the first item at once, no menu; 255: wait for a person. */
  readonly timeoutSeconds: number;
  readonly items: readonly BootMenuItem[];
}

export type BootMenuItem =
  /** We serve it: the file of the client's kind. Clients without one do not see the item. */
  | { readonly label: string; readonly kind: 'file'; readonly files: BootFiles }
  /** Back to the firmware, which goes on to its next device. */
  | { readonly label: string; readonly kind: 'local' }
  /** Other boot servers answer for this type (WDS, Altiris, …). */
  | {
      readonly label: string;
      readonly kind: 'boot-server';
      readonly type: number;
      readonly addresses: readonly Ipv4Address[];
    };

/** The type of firmware's own boot, "bootstrap", in a menu (PXE 2.1 table 2-5). */
export const LOCAL_BOOT_TYPE = 0;

/** From here up, a server numbers its own types (PXE 2.1 table 2-5: 32768–65534 vendor use). */
const FIRST_OWN_TYPE = 0x8000;

/** One line of a menu as a client of some kinds gets it. */
export interface MenuChoice {
  readonly type: number;
  readonly item: BootMenuItem;
}

/** The boot server type of each item: its place in the record for those that we serve, so that it stays the same for all. */
export function typeOfItem(item: BootMenuItem, place: number): number {
  if (item.kind === 'local') return LOCAL_BOOT_TYPE;
  return item.kind === 'boot-server' ? item.type : FIRST_OWN_TYPE + place;
}

/** What a client of these kinds may choose, in the operator's order. */
export function choicesOf(menu: BootMenu, kinds: readonly ClientKind[]): MenuChoice[] {
  return menu.items.flatMap((item, place) => {
    const shown = item.kind !== 'file' || [...kinds, 'default' as const].some((key) => item.files[key] !== undefined);
    return shown ? [{ type: typeOfItem(item, place), item }] : [];
  });
}
