/**
 * Option 43 that the Raspberry Pi's boot ROM looks for, in the order of a server that it accepts: discovery control 3,
 * prompt of no seconds `PXE`, menu line of type 0 `Raspberry Pi Boot`
 * (raspberrypi/documentation, hardware/raspberrypi/bootmodes/net.md).
 */
export const RASPBERRY_PI_BOOT: Buffer = Buffer.concat([
  Buffer.from([6, 1, 3]),
  Buffer.from([10, 4, 0]),
  Buffer.from('PXE', 'latin1'),
  Buffer.from([9, 20, 0, 0, 17]),
  Buffer.from('Raspberry Pi Boot', 'latin1'),
  Buffer.from([255]),
]);
