import type { QuirkRow } from './client-terms.js';

/** First halves of the hardware addresses of Raspberry Pi boards (IEEE's list of OUIs). */
const RASPBERRY_PI = ['28:cd:c1', '2c:cf:67', '88:a2:9e', 'b8:27:eb', 'd8:3a:dd', 'dc:a6:32', 'e4:5f:01'] as const;

/**
 * Clients that are known to fail with what others take, with where that was seen. A request tells little of who sends
 * it: the hardware address (by way of the inventory), the file, and the options in the client's own order.
 *
 * Not here: PROMs of SGI workstations, which want server ports below 32768 and no "don't fragment" bit (Debian's and
 * NetBSD's notes on netbooting the Indy). All our transfers are sent so.
 */
export const TFTP_QUIRK_TABLE: readonly QuirkRow[] = [
  {
    client: "the Raspberry Pi's boot loader",
    source: 'raspberrypi/rpi-eeprom#375, #720 and, for its options, #74; counts on since pieeprom-2025-09-23 (#755)',
    macPrefixes: RASPBERRY_PI,
    // U-Boot and GRUB on the same board count on, and ask in other words.
    asks: /^tsize=0 blksize=1024$/i,
    rollOver: 'refuse',
  },
];
