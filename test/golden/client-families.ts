import type { BootpMessage } from '../../src/wire/bootp/bootp-message.js';
import { isIpxe } from '../../src/wire/dhcp/read-boot-client.js';

/**
 * A kind of client that was recorded while it talked to the appliance (test/netns/record-clients.spec.ts), and the
 * machine that it is in the inventory, then and when its requests are replayed.
 */
export interface ClientFamily {
  /** The recording is `recorded/<name>.pcap`. */
  readonly name: string;
  readonly mac: string;
  readonly ip: string;
  /** `boot.files` of its machine. */
  readonly files?: Readonly<Record<string, string>>;
  /** The requests that count, where more than one client talks in a boot; all of them when left out. */
  readonly keeps?: (request: BootpMessage) => boolean;
  /** The last thing that its timeline tells before the recording ends: `what`, or `<protocol> <file>`. */
  readonly done: string;
}

const ACKED = 'DHCPREQUEST -> DHCPACK';
const family = (number: number, name: string, rest: Partial<ClientFamily> = {}): ClientFamily => ({
  name,
  mac: `52:54:00:79:0a:${String(number).padStart(2, '0')}`,
  ip: `10.79.0.${100 + number}`,
  done: ACKED,
  ...rest,
});

const sentByIpxe = ({ options }: BootpMessage): boolean => isIpxe(options);
const notSentByIpxe = (request: BootpMessage): boolean => !sentByIpxe(request);

export const CLIENT_FAMILIES: readonly ClientFamily[] = [
  family(1, 'udhcpc'),
  family(2, 'dhclient'),
  family(3, 'dhcpcd'),
  family(4, 'bootpc', { done: 'BOOTREQUEST -> BOOTREPLY', files: { default: 'pxelinux.0' } }),
  family(5, 'systemd-networkd'),
  family(6, 'klibc-ipconfig'),
  family(7, 'npm-dhcp'),
  family(8, 'perfdhcp'),
  family(9, 'nmap', { done: 'DHCPDISCOVER -> DHCPOFFER' }),
  family(10, 'linux-ip-dhcp', { files: { default: 'pxelinux.0' } }),
  family(11, 'linux-ip-bootp', { done: 'BOOTREQUEST -> BOOTREPLY', files: { default: 'pxelinux.0' } }),
  family(12, 'u-boot', { done: 'tftp kernel.img', files: { default: 'kernel.img' } }),
  family(13, 'ipxe-bios-rom', { done: 'tftp boot.ipxe', files: { ipxe: 'boot.ipxe' } }),
  family(15, 'ovmf-pxe', {
    files: { 'x64-uefi': 'snponly.efi', ipxe: 'boot.ipxe' },
    keeps: notSentByIpxe,
    done: 'tftp snponly.efi',
  }),
  family(16, 'ipxe-snponly', {
    files: { 'x64-uefi': 'snponly.efi', ipxe: 'boot.ipxe' },
    keeps: sentByIpxe,
    done: 'tftp boot.ipxe',
  }),
  family(17, 'ovmf-http', {
    files: { 'x64-uefi-http': 'snponly.efi', ipxe: 'boot.ipxe' },
    keeps: notSentByIpxe,
    done: 'http snponly.efi',
  }),
];

/** The network of the recordings, as the inventory has it; the appliance is 10.79.0.1 there. */
export const RECORDED_NETWORK = {
  name: 'lab',
  cidr: '10.79.0.0/24',
  gateway: '10.79.0.2',
  dns: ['10.79.0.1', '10.79.0.3'],
  domain: 'lab.example',
  leaseSeconds: 3600,
} as const;
