import { describe, expect, it } from 'vitest';
import { Readiness } from './readiness.js';

describe('readiness', () => {
  it('holds what each part said last', async () => {
    const readiness = new Readiness();
    readiness.notReady('rarp', 'no interface has an address');
    readiness.ready('directory');
    expect([...(await readiness.state())]).toEqual([
      ['rarp', 'no interface has an address'],
      ['directory', undefined],
    ]);
    readiness.ready('rarp');
    expect((await readiness.state()).get('rarp')).toBeUndefined();
  });

  it('asks for what is degraded each time, and takes it for no part that is not ready', async () => {
    const readiness = new Readiness();
    const degraded = [{ part: 'TFTP on eth0', why: 'port 69 is taken' }];
    readiness.watch(() => [...degraded]);
    expect(readiness.degraded()).toEqual([{ part: 'TFTP on eth0', why: 'port 69 is taken' }]);
    expect((await readiness.state()).size).toBe(0);
    degraded.pop();
    expect(readiness.degraded()).toEqual([]);
  });

  it('asks a probe each time, and its error is the reason', async () => {
    const readiness = new Readiness();
    let broken = true;
    readiness.probe('database', () => (broken ? Promise.reject(new Error('the disk is full')) : Promise.resolve()));
    expect((await readiness.state()).get('database')).toBe('the disk is full');
    broken = false;
    expect([...(await readiness.state())]).toEqual([['database', undefined]]);
  });
});
