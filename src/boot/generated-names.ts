import { formatMacAddress, type MacAddress } from '../values/mac-address.js';

/** The script that is made from a profile for iPXE. */
export const GENERATED_IPXE_SCRIPT = 'boot.ipxe';

/** `01-08-00-20-8e-48-de`: Ethernet's hardware type before the address, as PXELINUX and GRUB write it. */
export function pxeNameOf(mac: MacAddress): string {
  return `01-${formatMacAddress(mac).replaceAll(':', '-')}`;
}
