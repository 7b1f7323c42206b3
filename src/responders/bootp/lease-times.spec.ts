import { describe, expect, it } from 'vitest';
import { labNetwork } from '../../../test/fakes/known-lab.js';
import { chooseLeaseTimes } from './lease-times.js';

describe('lease time, T1 and T2 (RFC 2131 §4.4.5)', () => {
  it.each<[string, Parameters<typeof labNetwork>[0], number | undefined, [number, number, number]]>([
    ['what the network says', {}, undefined, [3600, 1800, 3150]],
    ['no shorter one, though asked for, without bounds', {}, 60, [3600, 1800, 3150]],
    ['no longer one, though asked for, without bounds', {}, 86_400, [3600, 1800, 3150]],
    ['a shorter one within bounds', { minLeaseSeconds: 600 }, 1200, [1200, 600, 1050]],
    ['the shortest for one that asks for less', { minLeaseSeconds: 600 }, 1, [600, 300, 525]],
    ['the shortest for one that asks for none at all', { minLeaseSeconds: 600 }, 0, [600, 300, 525]],
    ['a longer one within bounds', { maxLeaseSeconds: 7200 }, 7000, [7000, 3500, 6125]],
    ['the longest for one that asks for ever', { maxLeaseSeconds: 7200 }, 0xffff_ffff, [7200, 3600, 6300]],
    ['the network’s T1 and T2', { t1Seconds: 900, t2Seconds: 1800 }, undefined, [3600, 900, 1800]],
    ['a T2 alone, with T1 before it', { t2Seconds: 1200 }, undefined, [3600, 1199, 1200]],
    [
      'half and seven eighths where a short lease does not hold the network’s',
      { minLeaseSeconds: 60, t1Seconds: 900, t2Seconds: 1800 },
      600,
      [600, 300, 525],
    ],
    [
      'T1 of the network where only that fits',
      { minLeaseSeconds: 60, t1Seconds: 100, t2Seconds: 1800 },
      600,
      [600, 100, 525],
    ],
    ['whole seconds', { leaseSeconds: 61 }, undefined, [61, 30, 53]],
  ])('are %s', (_, network, asked, [lease, renewal, rebinding]) => {
    expect(chooseLeaseTimes(labNetwork(network), asked)).toEqual({ lease, renewal, rebinding });
  });
});
