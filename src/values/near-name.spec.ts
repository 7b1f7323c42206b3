import { describe, expect, it } from 'vitest';
import { nearName } from './near-name.js';

const FIELDS = ['hostname', 'description', 'labels', 'nics', 'boot'];

describe('nearName', () => {
  it.each([
    ['a letter left out', 'hostnam', 'hostname'],
    ['two letters swapped', 'hsotname', 'hostname'],
    ['another case', 'HostName', 'hostname'],
    ['separators', 'host_name', 'hostname'],
    ['a singular', 'label', 'labels'],
    ['a short word', 'nic', 'nics'],
  ])('finds the name behind %s', (_, written, meant) => {
    expect(nearName(written, FIELDS)).toBe(meant);
  });

  it.each(['gateway', 'x', '', 'z'.repeat(10_000)])(
    'names nothing for a word that is near to none: %.20s',
    (written) => {
      expect(nearName(written, FIELDS)).toBeUndefined();
    },
  );
});
