import { describe, expect, it } from 'vitest';
import { readBootparam } from './bootparams.js';

describe('a value of bootparams', () => {
  it.each([
    ['10.79.0.1:/export/root/ultra10', '10.79.0.1', '/export/root/ultra10'],
    ['bootsrv:/export/swap', 'bootsrv', '/export/swap'],
    ['bootsrv:', 'bootsrv', ''],
    [':in', '', 'in'],
    [':rsize=8192', '', 'rsize=8192'],
    ['ns.lab:nis(10.79.0.1):x', 'ns.lab', 'nis(10.79.0.1):x'],
  ])('%s is a server and a path', (text, server, path) => {
    expect(readBootparam(text)).toEqual({ ok: true, value: { server, path } });
  });

  it.each([
    ['/export/root', /names no server; write it as 10\.79\.0\.1:/],
    ['boot srv:/x', /neither an address nor a host name/],
    ['a:/x\n', /control character/],
    [`a:/${'x'.repeat(1024)}`, /longer than 1024/],
    [`${'a'.repeat(256)}:/x`, /longer than 255/],
  ])('%s is refused with what to write', (text, reason) => {
    const read = readBootparam(text);
    expect(read.ok ? '' : read.error).toMatch(reason);
  });
});
