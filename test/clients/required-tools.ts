import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';

/** A program or file that a real-client test needs, and the Debian package that brings it. */
interface Tool {
  readonly package: string;
  /** A program of the search path, or a file's absolute path. */
  readonly needs: string;
}

const tool = (name: string, needs: string): Tool => ({ package: name, needs });

export const TOOLS = {
  ip: tool('iproute2', 'ip'),
  busybox: tool('busybox-static', 'busybox'),
  dhclient: tool('isc-dhcp-client', 'dhclient'),
  dhcrelay: tool('isc-dhcp-relay', 'dhcrelay'),
  dnsmasq: tool('dnsmasq-base', 'dnsmasq'),
  // Not dhcpcd5, whose service would take over the host's own interfaces.
  dhcpcd: tool('dhcpcd-base', 'dhcpcd'),
  bootpc: tool('bootpc', 'bootpc'),
  tftp: tool('tftp-hpa', 'tftp'),
  atftp: tool('atftp', 'atftp'),
  curl: tool('curl', 'curl'),
  tcpdump: tool('tcpdump', 'tcpdump'),
  tshark: tool('tshark', 'tshark'),
  arping: tool('iputils-arping', 'arping'),
  nft: tool('nftables', 'nft'),
  dpkgDeb: tool('dpkg', 'dpkg-deb'),
  rpcinfo: tool('rpcbind', 'rpcinfo'),
  qemu: tool('qemu-system-x86', 'qemu-system-x86_64'),
  ipxeRom: tool('ipxe-qemu', '/usr/lib/ipxe/qemu/efi-virtio.rom'),
  snponly: tool('ipxe', '/usr/lib/ipxe/snponly.efi'),
  ovmf: tool('ovmf', '/usr/share/OVMF/OVMF_CODE_4M.fd'),
  pxelinux: tool('pxelinux', '/usr/lib/PXELINUX/pxelinux.0'),
  ldlinux: tool('syslinux-common', '/usr/lib/syslinux/modules/bios/ldlinux.c32'),
  grub: tool('grub-efi-amd64-signed', '/usr/lib/grub/x86_64-efi-signed/grubnetx64.efi.signed'),
  networkd: tool('systemd', '/lib/systemd/systemd-networkd'),
  ipconfig: tool('klibc-utils', '/usr/lib/klibc/bin/ipconfig'),
  perfdhcp: tool('kea-admin', 'perfdhcp'),
  nmap: tool('nmap', 'nmap'),
  uBoot: tool('u-boot-qemu', '/usr/lib/u-boot/qemu-x86_64/u-boot.rom'),
  memtest: tool('memtest86+', '/boot/memtest86+x64.bin'),
  setcap: tool('libcap2-bin', 'setcap'),
  bash: tool('bash', 'bash'),
  zsh: tool('zsh', 'zsh'),
  fish: tool('fish', 'fish'),
  debianInstaller: tool(
    'debian-installer-12-netboot-amd64',
    '/usr/lib/debian-installer/images/12/amd64/text/debian-installer/amd64/linux',
  ),
} as const satisfies Record<string, Tool>;

export type ToolName = keyof typeof TOOLS;

/** Debian keeps these off an ordinary user's search path. */
const SYSTEM_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

function isThere(needs: string): boolean {
  if (needs.startsWith('/')) return existsSync(needs);
  const folders = [...(process.env['PATH'] ?? '').split(':'), ...SYSTEM_FOLDERS];
  return folders.some((folder) => {
    try {
      accessSync(join(folder, needs), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** The packages that bring what is missing here; empty when all is there. */
export function missingPackages(names: readonly ToolName[]): string[] {
  return [...new Set(names.filter((name) => !isThere(TOOLS[name].needs)).map((name) => TOOLS[name].package))];
}

/** The part of a test's context that can skip it. */
interface Skippable {
  skip(note?: string): never;
}

/**
 * Skips the test, out loud, when a tool is missing. With CI=true that is a failure: there everything is installed, and
 * a test that quietly stopped running would not be noticed.
 */
export function needTools(context: Skippable, ...names: ToolName[]): void {
  const missing = missingPackages(names);
  if (missing.length > 0) skipOutLoud(context, `needs what is missing here: apt-get install ${missing.join(' ')}`);
}

export function skipOutLoud(context: Skippable, why: string): never {
  if (process.env['CI'] === 'true') throw new Error(`${why} (with CI=true this is a failure)`);
  console.warn(`skipped: ${why}`);
  context.skip(why);
}
