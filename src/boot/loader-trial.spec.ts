import { describe, expect, it } from 'vitest';
import {
  chooseLoader,
  loaderFollowed,
  loaderProven,
  loadersToSkip,
  loaderTold,
  type LoaderTrial,
} from './loader-trial.js';

const ORDER = ['ipxe.efi', 'snponly.efi', '/shim/shimx64.efi'];

/** What a firmware is told boot after boot; `then` is what it does after it was told. */
function boots(count: number, then: (trial: LoaderTrial, file: string) => LoaderTrial): string[] {
  const told: string[] = [];
  let trial: LoaderTrial | undefined;
  for (let boot = 0; boot < count; boot++) {
    const file = chooseLoader(ORDER, loadersToSkip(trial)) ?? 'none';
    told.push(file);
    // DISCOVER and REQUEST
    trial = loaderTold(loaderTold(trial, file), file);
    trial = then(trial, file);
  }
  return told;
}

describe('which loader a firmware is told', () => {
  const fetches = (trial: LoaderTrial, file: string): LoaderTrial => loaderFollowed(trial, file, true);

  it('is the next one after each that was fetched and came to nothing, and the first again when all have', () => {
    expect(boots(5, fetches)).toEqual([...ORDER, ...ORDER.slice(0, 2)]);
  });

  it('stays the same while it works: it asks for another file, in vain too, or for an address of its own', () => {
    const asks = (trial: LoaderTrial, file: string): LoaderTrial =>
      loaderFollowed(fetches(trial, file), 'grub/grub.cfg', false);
    expect(boots(3, asks)).toEqual(['ipxe.efi', 'ipxe.efi', 'ipxe.efi']);
    expect(boots(3, (trial, file) => loaderProven(fetches(trial, file)))).toEqual(['ipxe.efi', 'ipxe.efi', 'ipxe.efi']);
  });

  it('stays the same when the loader did not arrive: that is not the loader’s fault', () => {
    expect(boots(3, (trial) => trial)).toEqual(['ipxe.efi', 'ipxe.efi', 'ipxe.efi']);
    expect(boots(3, (trial, file) => loaderFollowed(trial, file, false))).toEqual(['ipxe.efi', 'ipxe.efi', 'ipxe.efi']);
  });

  it('is the one that worked after one that did not, ever after', () => {
    const works = (trial: LoaderTrial, file: string): LoaderTrial =>
      file === 'snponly.efi' ? loaderProven(fetches(trial, file)) : fetches(trial, file);
    expect(boots(4, works)).toEqual(['ipxe.efi', 'snponly.efi', 'snponly.efi', 'snponly.efi']);
  });

  it('is told apart by its name, however it is written', () => {
    const trial = loaderFollowed(loaderTold(undefined, 'http://10.79.0.1:8080/boot/IPXE.efi'), '\\ipxe.efi', true);
    expect(loadersToSkip(trial)).toEqual(['ipxe.efi']);
  });
});
