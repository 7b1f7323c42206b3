import { describe, expect, it } from 'vitest';
import { renderProbeVerdict, type ProbeFindings } from './probe-verdict.render.js';
import type { AskedBootServer, HeardOffer } from './synthetic-client.js';

const OURS = '10.79.0.1';
const OTHER = '10.79.0.254';

const offer = (server: string, over: Partial<HeardOffer> = {}): HeardOffer => ({
  server,
  address: '10.79.0.77',
  nextServer: server,
  serverAddress: server,
  file: 'pxelinux.0',
  vendorClass: undefined,
  vendorOptions: undefined,
  after: 3,
  ...over,
});
const read = {
  ...{ protocol: 'tftp' as const, server: OURS, name: 'pxelinux.0', size: 42_430, sha256: 'ab', milliseconds: 9 },
  failure: undefined,
};
const asked = (address: string, over: Partial<AskedBootServer> = {}): AskedBootServer => ({
  address,
  sentBy: address,
  type: undefined,
  label: undefined,
  answer: offer(address, { address: undefined }),
  ...over,
});
const PROXY_OFFER = offer(OURS, { address: undefined, file: undefined });
const ROUTER_OFFER = offer(OTHER, { file: undefined });
const verdictOf = (over: Partial<ProbeFindings>) =>
  renderProbeVerdict({
    seconds: 3,
    withPxe: [],
    withoutPxe: [],
    bootServers: [],
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
      { withPxe: [offer(OURS)], fetched: { ...read, failure: { cause: 'absent', words: 'TFTP error 1' } } },
      false,
      'we answered, but pxelinux.0 is not on 10.79.0.1: TFTP error 1',
    ],
    [
      'we as a proxy, and nobody else',
      { withPxe: [PROXY_OFFER], bootServers: [asked(OURS)], fetched: read },
      false,
      'we answered, but nobody gives an address',
    ],
    [
      'we as a proxy that names the file on port 4011',
      { withPxe: [PROXY_OFFER, ROUTER_OFFER], bootServers: [asked(OURS)], fetched: read },
      true,
      'we answered, and 10.79.0.254 gives the addresses, and on port 4011 10.79.0.1 named pxelinux.0; pxelinux.0 was read from 10.79.0.1: 42430 octets in 9 ms',
    ],
    [
      'our port 4011 does not answer',
      { withPxe: [PROXY_OFFER, ROUTER_OFFER], bootServers: [asked(OURS, { answer: undefined })] },
      false,
      'we answered, and 10.79.0.254 gives the addresses, but we send PXE firmware on to 10.79.0.1, port 4011, and nothing answered there within 3 s',
    ],
    [
      'another server says PXEClient and has no port 4011',
      { withPxe: [ROUTER_OFFER], bootServers: [asked(OTHER, { answer: undefined })] },
      false,
      'not we but 10.79.0.254 answered, but 10.79.0.254 sends PXE firmware on to 10.79.0.254, port 4011, and nothing answered there within 3 s',
    ],
    [
      'one line of its menu is served by nobody',
      {
        withPxe: [ROUTER_OFFER],
        bootServers: [asked(OTHER), asked('10.79.0.7', { sentBy: OTHER, type: 1, label: 'WDS', answer: undefined })],
      },
      false,
      'not we but 10.79.0.254 answered, but 10.79.0.254 sends PXE firmware on to 10.79.0.7, port 4011, and nothing answered there within 3 s for "WDS"',
    ],
    [
      'port 4011 names no file',
      {
        withPxe: [PROXY_OFFER, ROUTER_OFFER],
        bootServers: [asked(OURS, { answer: offer(OURS, { file: undefined }) })],
      },
      false,
      'we answered, and 10.79.0.254 gives the addresses, but the answer of 10.79.0.1, port 4011, names no boot file',
    ],
  ])('%s', (_, findings, ok, sentence) => {
    expect(verdictOf(findings)).toMatchObject({ ok, sentence });
  });

  it.each<[string, Partial<AskedBootServer>, RegExp]>([
    ['ours', { address: OURS, sentBy: OURS }, /REVEILLE_PROXY.*firewall/],
    [
      'its own',
      {},
      /^Let UDP 4011 to 10\.79\.0\.254 through every firewall, .* port\. A server that has none must not/,
    ],
    ['another host’s', { address: '10.79.0.7' }, /next server \(siaddr\).*10\.79\.0\.254 names: is it the right one/],
  ])('what helps against a silent port 4011: %s', (_, over, cure) => {
    const bootServers = [asked(OTHER, { answer: undefined, ...over })];
    expect(verdictOf({ withPxe: [ROUTER_OFFER], bootServers }).cure).toMatch(cure);
  });
});
