import { describe, expect, it } from 'vitest';
import { labMachine, mac } from '../../test/fakes/known-lab.js';
import { formatMacAddress, type MacAddress } from '../values/mac-address.js';
import { findNearMachine, macSlips } from './near-mac.js';

const ultra5 = labMachine({ hostname: 'ultra5' });

function nearOf(heard: string, recorded: string) {
  const known = mac(recorded);
  return findNearMachine(mac(heard), (candidate: MacAddress) =>
    candidate === known ? { machine: ultra5 } : undefined,
  );
}

describe('the nearest known hardware address', () => {
  it.each([
    ['8:0:20:8e:48:de', '8:0:20:8e:48:dd', 'one digit differs'],
    ['8:0:20:8e:48:de', '8:0:20:8e:48:ed', 'two digits stand in each other’s place'],
    ['8:0:20:a:b:c', '80:0:20:a0:b0:c0', 'a leading zero stands on the wrong side'],
    ['8:0:20:a:b:c', '8:0:20:a0:b:c', 'a leading zero stands on the wrong side'],
    ['8:0:20:8e:48:de', '8:0:20:48:8e:de', 'two octets stand in each other’s place'],
    ['8:0:20:8e:48:de', 'de:48:8e:20:0:8', 'the octets stand in the opposite order'],
    ['8:0:20:8e:48:de', '8:0:20:8e:48:21', 'one octet differs'],
  ])('%s is near %s: %s', (heard, recorded, how) => {
    const near = nearOf(heard, recorded);
    expect(near && formatMacAddress(near.mac)).toBe(formatMacAddress(mac(recorded)));
    expect(near?.how).toBe(how);
    expect(near?.machine.hostname).toBe('ultra5');
  });

  it('is none where two octets differ, or more', () => {
    expect(nearOf('8:0:20:8e:48:de', '8:0:20:8e:11:22')).toBeUndefined();
    expect(nearOf('8:0:20:8e:48:de', '0:50:56:1:2:3')).toBeUndefined();
  });

  it('is not the address itself, and costs some thousands of look-ups at most', () => {
    expect(nearOf('0:0:0:0:0:1', '0:0:0:0:0:1')).toBeUndefined();
    expect([...macSlips(mac('8:0:20:8e:48:de'))].length).toBeLessThan(2_000);
  });
});
