import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confinePath } from '../../src/boot-files/confine-path.js';
import { negotiateOptions } from '../../src/wire/tftp/tftp-options.js';
import { decodeTftp, encodeRequest } from '../../src/wire/tftp/tftp.codec.js';
import { printPacket, requestBytes } from '../clients/tftp-client.js';
import { TftpLab } from '../fakes/tftp-lab.js';

const bytes = (maxLength = 600) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));
/** Mostly things that look like TFTP. */
const packets = fc.oneof(
  bytes(),
  fc
    .tuple(fc.integer({ min: 0, max: 7 }), bytes(80))
    .map(([opcode, rest]) => Buffer.concat([Buffer.from([0, opcode]), rest])),
);
/** Text as it can be on the wire: no NUL, no half of a surrogate pair. */
const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((value) => !value.includes('\0'));
const options = fc.array(
  fc.record({
    name: fc.oneof(fc.constantFrom('blksize', 'BLKSIZE', 'tsize', 'timeout', 'windowsize', 'multicast'), text),
    value: fc.oneof(fc.integer().map(String), fc.bigInt().map(String), fc.string()),
  }),
);

describe('whatever comes', () => {
  it('the decoder answers with a packet or a reason', () => {
    fc.assert(
      fc.property(packets, (packet) => {
        const decoded = decodeTftp(packet);
        expect(decoded.ok ? typeof printPacket(decoded.value) : decoded.error.length > 0).toBeTruthy();
      }),
      { numRuns: 5000 },
    );
  });
  it('a request that was encoded decodes to itself', () => {
    const request = fc.record({
      kind: fc.constantFrom('read-request' as const, 'write-request' as const),
      fileName: text,
      mode: fc.constantFrom('octet', 'netascii'),
      options: fc.array(fc.record({ name: text, value: text })),
    });
    fc.assert(
      fc.property(request, (one) => {
        expect(decodeTftp(encodeRequest(one))).toEqual({ ok: true, value: one });
      }),
    );
  });
  it('a request cut off or changed in any octet is still read or refused', () => {
    const request = requestBytes('read-request', 'pxelinux.0', 'tsize=0 blksize=1468 windowsize=4', 'octet');
    for (let at = 0; at <= request.length; at++) {
      expect(typeof decodeTftp(request.subarray(0, at)).ok).toBe('boolean');
      for (const octet of [0, 1, 0x20, 0x80, 0xff]) {
        const changed = Buffer.from(request);
        if (at < request.length) changed[at] = octet;
        expect(typeof decodeTftp(changed).ok).toBe('boolean');
      }
    }
  });
  it('what is negotiated keeps to the RFCs and to the MTU, and only what was asked is acknowledged', () => {
    fc.assert(
      fc.property(options, fc.integer({ min: 68, max: 65_536 }), (asked, mtu) => {
        const terms = { mtu, transferSize: 1234, largestWindow: 64, largestWindowBytes: 131_072, refused: [] };
        const { blockSize, windowSize, timeoutSeconds, acknowledged } = negotiateOptions(asked, terms);
        expect(blockSize).toBeGreaterThanOrEqual(8);
        expect(blockSize).toBeLessThanOrEqual(Math.max(512, Math.min(65_464, mtu - 32)));
        expect(windowSize).toBeGreaterThanOrEqual(1);
        expect(windowSize === 1 || windowSize * blockSize <= 131_072).toBe(true);
        expect(timeoutSeconds === undefined || (timeoutSeconds >= 1 && timeoutSeconds <= 255)).toBe(true);
        const names = asked.map(({ name }) => name);
        expect(acknowledged.every(({ name }) => names.includes(name))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
  it('a path never leaves the root', () => {
    const piece = fc.constantFrom('..', '.', '', '/', '\\', '//', 'a', 'b.cfg', '%2e%2e', '..\\', '\0', ' ');
    fc.assert(
      fc.property(
        fc.array(piece).map((pieces) => pieces.join('/')),
        (path) => {
          const confined = confinePath(path);
          if (!confined.ok) return;
          const segments = confined.value.split('/');
          expect(segments.some((segment) => segment === '' || segment === '.' || segment === '..')).toBe(false);
          expect(confined.value).not.toMatch(/[\0\\]/);
        },
      ),
      { numRuns: 5000 },
    );
  });
});

describe('an engine under fire', () => {
  it('serves a good client after every hostile packet, on both ports', async () => {
    const lab = new TftpLab();
    try {
      const content = lab.put('file', Buffer.alloc(1500, 'x'));
      const good = lab.client();
      good.read('file');
      await good.next();
      const hostile = lab.client();
      for (const packet of fc.sample(packets, { numRuns: 1500, seed: 20_261_120 })) {
        hostile.send(packet, 69);
        hostile.send(packet, good.serverPort);
      }
      good.acknowledge(1);
      expect(printPacket(await good.next())).toBe('DATA 2 (512)');
      expect((await lab.client().fetch('file', 'blksize=1024')).equals(content)).toBe(true);
      expect(lab.reports).toEqual([]);
    } finally {
      await lab.close();
    }
  });
});
