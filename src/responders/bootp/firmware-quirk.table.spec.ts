import { describe, expect, it } from 'vitest';
import type { ClientFingerprint } from '../../boot/client-fingerprint.js';
import { FIRMWARE_QUIRKS, quirksOf } from './firmware-quirk.table.js';

const CLIENT: ClientFingerprint = {
  architecture: 0,
  undi: '2.1',
  vendorClass: 'PXEClient',
  parameters: '43,60,67,128,129,130,131,132,133,134,135,66',
  oui: 'b8:27:eb',
};

describe('the quirk table of firmware', () => {
  it.each(FIRMWARE_QUIRKS)('$firmware: has a source, a pattern, and something to do', (row) => {
    expect(row.source).toMatch(/#\d+|\.c:|\(\d\)|RFC \d/);
    expect(Object.keys(row.pattern).length).toBeGreaterThan(0);
    expect(row.strategy ?? row.replyDelayMilliseconds).toBeDefined();
  });

  it('knows the boot ROM of the Raspberry Pi 3 by maker and order of options, and not a system on the same board', () => {
    expect(quirksOf(CLIENT)).toEqual({ strategy: 'direct-file', replyDelayMilliseconds: 2_000 });
    expect(quirksOf({ ...CLIENT, parameters: '1,3,6' })).toEqual({});
    expect(quirksOf({ ...CLIENT, oui: '52:54:00' })).toEqual({});
  });

  it('knows U-Boot by its architecture', () => {
    expect(quirksOf({ ...CLIENT, oui: '52:54:00', architecture: 0x16 })).toEqual({ strategy: 'direct-file' });
  });
});
