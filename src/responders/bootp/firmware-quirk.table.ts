import { fitsPattern, type ClientFingerprint, type FingerprintPattern } from '../../boot/client-fingerprint.js';
import type { OfferStrategy } from '../../boot/offer-strategy.js';

/** What one firmware needs that others do not, and who found out. */
interface FirmwareQuirk {
  readonly firmware: string;
  readonly pattern: FingerprintPattern;
  /** The strategy to begin with; tried before the default order, after what is remembered. */
  readonly strategy?: OfferStrategy;
  /** How long an OFFER waits. */
  readonly replyDelayMilliseconds?: number;
  readonly source: string;
}

export const FIRMWARE_QUIRKS: readonly FirmwareQuirk[] = [
  {
    firmware: 'Raspberry Pi 3, boot ROM',
    pattern: { oui: 'b8:27:eb', parameters: '43,60,67,128,129,130,131,132,133,134,135,66' },
    strategy: 'direct-file',
    replyDelayMilliseconds: 2_000,
    source: 'raspberrypi/firmware#934, #1001: it locks up when DHCP and TFTP answer within two seconds',
  },
  {
    firmware: 'U-Boot, 32 bits',
    pattern: { architecture: 0x15 },
    strategy: 'direct-file',
    source: 'u-boot net/bootp.c: takes siaddr and file from the OFFER, knows no port 4011 and no option 43',
  },
  {
    firmware: 'U-Boot, 64 bits',
    pattern: { architecture: 0x16 },
    strategy: 'direct-file',
    source: 'u-boot net/bootp.c: takes siaddr and file from the OFFER, knows no port 4011 and no option 43',
  },
];

/**
 * Vendor classes (option 60) of PXE firmware. What a firmware calls itself it wants to read in the answer.
 * `HW-Client`: dnsmasq(8), --dhcp-pxe-vendor, "the firmware of computers from a few vendors is customized".
 */
export const PXE_VENDOR_CLASSES = ['PXEClient', 'HW-Client'] as const;

/** First three octets of the hardware addresses of Raspberry Pis (IEEE registry, "Raspberry Pi"). */
export const RASPBERRY_PI_OUIS: ReadonlySet<number> = new Set([
  0xb827eb, 0xdca632, 0xe45f01, 0xd83add, 0x2ccf67, 0x28cdc1, 0x88a29e,
]);

/** What is known of this firmware, all rows that fit put together; the first that says something counts. */
export function quirksOf(client: ClientFingerprint): Pick<FirmwareQuirk, 'strategy' | 'replyDelayMilliseconds'> {
  const rows = FIRMWARE_QUIRKS.filter(({ pattern }) => fitsPattern(client, pattern));
  const strategy = rows.find((row) => row.strategy !== undefined)?.strategy;
  const delay = rows.find((row) => row.replyDelayMilliseconds !== undefined)?.replyDelayMilliseconds;
  return {
    ...(strategy !== undefined && { strategy }),
    ...(delay !== undefined && { replyDelayMilliseconds: delay }),
  };
}
