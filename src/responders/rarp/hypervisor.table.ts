import type { MacAddress } from '../../values/mac-address.js';

/** Whose virtual machines have hardware addresses with these first three octets (IEEE registry; 52:54:00 is QEMU's by custom). */
const HYPERVISORS: ReadonlyMap<number, string> = new Map([
  [0x000569, 'VMware'],
  [0x000c29, 'VMware'],
  [0x001c14, 'VMware'],
  [0x005056, 'VMware'],
  [0x525400, 'QEMU'],
  [0xbc2411, 'Proxmox'],
  [0x506b8d, 'Nutanix'],
  [0x00155d, 'Hyper-V'],
  [0x00163e, 'Xen'],
  [0x080027, 'VirtualBox'],
  [0x001c42, 'Parallels'],
]);

/** The hypervisor whose machines have such addresses; undefined for hardware and for addresses made up by hand. */
export function hypervisorOf(mac: MacAddress): string | undefined {
  return HYPERVISORS.get(Math.floor(mac / 0x100_0000));
}
