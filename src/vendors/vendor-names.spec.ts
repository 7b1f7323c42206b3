import { describe, expect, it } from 'vitest';
import { mac } from '../../test/fakes/known-lab.js';
import { VendorNames } from './vendor-names.js';

describe('the maker of a network card', () => {
  it.each([
    ['08:00:20:8e:48:de', /oracle|sun/i],
    ['00:50:56:00:00:01', /vmware/i],
    ['02:00:00:00:00:01', /^locally administered address$/],
  ])('%s', async (address, name) => {
    expect(await new VendorNames().nameOf(mac(address))).toMatch(name);
  });
  it('is unknown for a prefix that the IEEE gave to nobody', async () => {
    expect(await new VendorNames().nameOf(mac('fc:ff:ff:00:00:01'))).toBeUndefined();
  });
});
