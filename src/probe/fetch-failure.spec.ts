import { describe, expect, it } from 'vitest';
import { readHttpError, readHttpStatus, readTftpError, type FetchFailure } from './fetch-failure.js';
import { renderFetchFailure } from './fetch-failure.render.js';

const because = (code: string): Error =>
  Object.assign(new TypeError('fetch failed'), { cause: { code, message: code } });

describe('why a file was not read', () => {
  it.each<[string, FetchFailure, FetchFailure['cause'], string]>([
    ['TFTP: no such file', readTftpError(1, 'file not found'), 'absent', 'TFTP error 1 "file not found"'],
    ['TFTP: access', readTftpError(2, 'no'), 'refused', 'TFTP error 2 "no"'],
    ['TFTP: in its own words', readTftpError(0, ''), 'refused', 'TFTP error 0'],
    ['HTTP: not found', readHttpStatus(404, null), 'absent', 'HTTP 404'],
    ['HTTP: gone', readHttpStatus(410, null), 'absent', 'HTTP 410'],
    ['HTTP: forbidden', readHttpStatus(403, null), 'refused', 'HTTP 403'],
    ['HTTP: leads on', readHttpStatus(301, '/b'), 'unfit', 'HTTP 301 leads on to /b'],
    ['HTTP: nothing listens', readHttpError(because('ECONNREFUSED'), 0), 'closed', 'ECONNREFUSED'],
    ['HTTP: no route', readHttpError(because('EHOSTUNREACH'), 0), 'silent', 'EHOSTUNREACH'],
    ['HTTP: too late', readHttpError(new DOMException('too late', 'TimeoutError'), 0), 'silent', 'too late'],
    ['HTTP: ended in the middle', readHttpError(because('UND_ERR_SOCKET'), 9), 'broken-off', 'UND_ERR_SOCKET'],
    ['HTTP: no such host', readHttpError(because('ENOTFOUND'), 0), 'unfit', 'ENOTFOUND'],
  ])('%s', (_, failure, cause, words) => {
    expect(failure).toEqual({ cause, words });
  });
});

describe('what is said of a file that was not read', () => {
  const TFTP = { protocol: 'tftp', server: '10.79.0.9', ours: false, name: 'a.0', size: 0 } as const;
  const HTTP = { ...TFTP, protocol: 'http', name: 'http://10.79.0.9/a.efi' } as const;
  it.each<[string, Parameters<typeof renderFetchFailure>[0], string, RegExp]>([
    [
      'absent there',
      { ...TFTP, failure: readTftpError(1, 'x') },
      'a.0 is not on 10.79.0.9: TFTP error 1 "x"',
      /^Lay the file into that server/,
    ],
    [
      'absent here',
      { ...TFTP, ours: true, failure: readTftpError(1, 'x') },
      'a.0 is not on 10.79.0.9: TFTP error 1 "x"',
      /reveille files add/,
    ],
    [
      'refused there',
      { ...TFTP, failure: readTftpError(2, 'x') },
      '10.79.0.9 refuses a.0: TFTP error 2 "x"',
      /file permissions/,
    ],
    [
      'refused here',
      { ...TFTP, ours: true, failure: readTftpError(2, 'x') },
      '10.79.0.9 refuses a.0: TFTP error 2 "x"',
      /reveille explain/,
    ],
    [
      'silent',
      { ...TFTP, failure: { cause: 'silent', words: 'Timed out' } },
      'nothing came when a.0 was asked of 10.79.0.9 by TFTP',
      /right host .* UDP 69/,
    ],
    [
      'silent by HTTP',
      { ...HTTP, failure: { cause: 'silent', words: 'late' } },
      'nothing came of http://10.79.0.9/a.efi: late',
      /TCP port/,
    ],
    [
      'closed',
      { ...HTTP, failure: { cause: 'closed', words: 'r' } },
      'http://10.79.0.9/a.efi cannot be read: nothing listens at that port (r)',
      /web server/,
    ],
    [
      'broken off',
      { ...TFTP, size: 1468, failure: { cause: 'broken-off', words: 'Timed out' } },
      'a.0 broke off after 1468 octets from 10.79.0.9: Timed out',
      /MTU/,
    ],
    [
      'unfit',
      { ...HTTP, failure: readHttpStatus(302, '/b') },
      'http://10.79.0.9/a.efi cannot be read: HTTP 302 leads on to /b',
      /no redirection/,
    ],
  ])('%s', (_, failed, clause, cure) => {
    const said = renderFetchFailure(failed);
    expect(said.clause).toBe(clause);
    expect(said.cure).toMatch(cure);
  });
});
