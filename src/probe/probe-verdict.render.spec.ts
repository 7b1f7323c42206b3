import { describe, expect, it } from 'vitest';
import { renderProbeVerdict, type ProbeFindings } from './probe-verdict.render.js';
import type { HeardOffer } from './synthetic-client.js';

const OURS = '10.79.0.1';
const OTHER = '10.79.0.254';

const offer = (server: string, over: Partial<HeardOffer> = {}): HeardOffer => ({
  server,
  address: '10.79.0.77',
  nextServer: server,
  file: 'pxelinux.0',
  pxe: false,
  after: 3,
  ...over,
});
const read = {
  ...{ protocol: 'tftp' as const, server: OURS, name: 'pxelinux.0', size: 42_430, sha256: 'ab', milliseconds: 9 },
  problem: undefined,
};
const verdictOf = (over: Partial<ProbeFindings>) =>
  renderProbeVerdict({
    seconds: 3,
    withPxe: [],
    withoutPxe: [],
    isOurs: (server) => server === OURS,
    fetched: undefined,
    ...over,
  });

describe('what a probe means', () => {
  it.each<[string, Partial<ProbeFindings>, boolean, string]>([
    ['nobody', {}, false, 'nobody answered within 3 s'],
    [
      'we alone',
      { withPxe: [offer(OURS)], fetched: read },
      true,
      'we answered; pxelinux.0 was read from 10.79.0.1: 42430 octets in 9 ms',
    ],
    ['we, without a file', { withPxe: [offer(OURS, { file: undefined })] }, true, 'we answered; no boot file is named'],
    [
      'two that give addresses',
      { withPxe: [offer(OURS), offer(OTHER)] },
      false,
      '10.79.0.254 gives addresses here beside us: a machine takes whichever answer comes first',
    ],
    [
      'we beside a server, as a proxy',
      { withPxe: [offer(OURS, { address: undefined }), offer(OTHER, { file: undefined })], fetched: read },
      true,
      'we answered, and 10.79.0.254 gives the addresses; pxelinux.0 was read from 10.79.0.1: 42430 octets in 9 ms',
    ],
    [
      'another alone',
      { withoutPxe: [offer(OTHER, { file: undefined })] },
      false,
      'not we but 10.79.0.254 answered; no boot file is named',
    ],
    [
      'a file that cannot be read',
      { withPxe: [offer(OURS)], fetched: { ...read, problem: 'File not found' } },
      false,
      'we answered, but pxelinux.0 cannot be read from 10.79.0.1: File not found',
    ],
  ])('%s', (_, findings, ok, sentence) => {
    expect(verdictOf(findings)).toMatchObject({ ok, sentence });
  });
});
