import { describe, expect, it } from 'vitest';
import {
  getfileCall,
  getfileOf,
  getportCall,
  indirectWhoamiCall,
  indirectWhoamiOf,
  outcomeOf,
  portmapCall,
  portOf,
  whoamiCall,
  whoamiOf,
} from '../../../test/clients/sun-rpc.js';
import { ip, labLookups, labMachine, labNetwork, labWire, must } from '../../../test/fakes/known-lab.js';
import type { KnownMachine, KnownNetwork } from '../../boot/known-machine.js';
import { encodeIndirectCall, encodePortMapping, PORTMAP_UDP } from '../../wire/sunrpc/portmap.codec.js';
import { encodeRpcCall } from '../../wire/sunrpc/rpc-call.codec.js';
import { BOOTPARAM, PORTMAP } from '../../wire/sunrpc/rpc-program.table.js';
import { encodeRpcReply } from '../../wire/sunrpc/rpc-reply.codec.js';
import { readRpcQuestion, type RpcProgram } from './read-rpc-question.js';
import { decideRpc, type RpcSituation, type RpcVerdict } from './rpc.decision.js';

const SUN = ip('10.79.0.21');
const BOOTPARAMS = {
  root: '10.79.0.1:/export/root/ultra10',
  swap: 'store:/export/swap/ultra10',
  own: 'bootsrv:/export/own',
  alias: 'boot-alias:/export/alias',
  lost: 'nobody:/export/lost',
  boottype: ':in',
};

interface Case {
  readonly program?: RpcProgram;
  readonly machine?: Partial<Pick<KnownMachine, 'bootMode' | 'bootparams'>>;
  readonly network?: Partial<KnownNetwork>;
  readonly from?: string;
  readonly broadcast?: boolean;
}

function situationOf({ machine = {}, network = {}, from = '10.79.0.21', broadcast = false }: Case): RpcSituation {
  const machines = [
    labMachine({ bootparams: BOOTPARAMS, ...machine }),
    labMachine({ id: 2, hostname: 'store', nics: [{ ip: '10.80.0.9' }, { ip: '10.79.0.9' }] }),
  ];
  const networks = [labNetwork({ domain: 'lab.example', ...network })];
  return {
    sourceAddress: ip(from),
    broadcast,
    lookups: {
      byIp: (address) => {
        const found = machines.find(({ nics }) => nics.some((nic) => nic.ip === address));
        return found && { machine: found };
      },
      leasedTo: () => undefined,
      byHostname: (name) => machines.find(({ hostname }) => hostname === name),
      networkOf: labLookups(networks).networkOf,
    },
    server: { hostname: 'bootsrv.lab.example', addresses: labWire('192.168.9.1/24', '10.79.0.1/24').addresses },
    services: [
      { program: PORTMAP.program, version: 2, protocol: 6, port: 111 },
      { program: PORTMAP.program, version: 2, protocol: PORTMAP_UDP, port: 111 },
      { program: BOOTPARAM.program, version: 1, protocol: PORTMAP_UDP, port: 10_026 },
    ],
    bootparamsPort: 10_026,
  };
}

function decide(message: Buffer, given: Case = {}): RpcVerdict {
  return decideRpc(must(readRpcQuestion(message, given.program ?? 'bootparams')), situationOf(given));
}

function answerTo(message: Buffer, given: Case = {}): Buffer {
  const verdict = decide(message, given);
  if (verdict.kind === 'silent') throw new Error(`silent: ${verdict.reason}`);
  return encodeRpcReply(verdict.reply);
}

const reasonOf = (verdict: RpcVerdict): string => (verdict.kind === 'silent' ? verdict.reason : 'answered');

describe('WHOAMI', () => {
  it('tells name, domain and router of the record', () => {
    const gateway = ip('10.79.0.2');
    expect(whoamiOf(answerTo(whoamiCall(SUN), { network: { gateway } }))).toEqual({
      clientName: 'ultra10',
      domain: 'lab.example',
      router: gateway,
    });
  });

  it('names this host on the network of the client where there is no gateway', () => {
    expect(whoamiOf(answerTo(whoamiCall(SUN))).router).toBe(ip('10.79.0.1'));
  });

  it('is answered to whoever asks for another, as RARP is', () => {
    expect(whoamiOf(answerTo(whoamiCall(SUN), { from: '10.79.0.77' })).clientName).toBe('ultra10');
  });
});

describe('GETFILE', () => {
  it.each([
    ['root', { server: '10.79.0.1', address: ip('10.79.0.1'), path: '/export/root/ultra10' }],
    ['swap', { server: 'store', address: ip('10.79.0.9'), path: '/export/swap/ultra10' }],
    ['own', { server: 'bootsrv', address: ip('10.79.0.1'), path: '/export/own' }],
    ['boottype', { server: '', address: ip('0.0.0.0'), path: 'in' }],
  ])('%s tells server, its address and the path', (key, file) => {
    expect(getfileOf(answerTo(getfileCall('ultra10', key)))).toEqual(file);
  });

  it('takes the name that the network gives its boot server', () => {
    const network = { serverName: 'boot-alias', nextServer: ip('10.79.0.8') };
    expect(getfileOf(answerTo(getfileCall('ultra10', 'alias'), { network })).address).toBe(ip('10.79.0.8'));
  });

  it.each(['dump', 'constructor', '__proto__'])('%s, which the record does not have, is answered empty', (key) => {
    expect(getfileOf(answerTo(getfileCall('ultra10', key)))).toEqual({ server: '', address: ip('0.0.0.0'), path: '' });
  });
});

describe('a client hears nothing', () => {
  it.each<[string, string, Buffer, Case]>([
    ['whose address nobody has', 'unknown-address', whoamiCall(ip('10.79.0.99')), {}],
    ['whose name nobody has', 'unknown-name', getfileCall('ultra11', 'root'), {}],
    ['that is paused', 'paused', whoamiCall(SUN), { machine: { bootMode: 'paused' } }],
    ['without bootparams', 'no-bootparams', whoamiCall(SUN), { machine: { bootparams: undefined } }],
    ['on a network that is off', 'network-off', whoamiCall(SUN), { network: { mode: 'off' } }],
    ['on a network in shadow mode', 'shadow', whoamiCall(SUN), { network: { mode: 'shadow' } }],
    ['whose server has no address', 'unknown-boot-server', getfileCall('ultra10', 'lost'), {}],
    ['that asks from elsewhere', 'not-admitted', whoamiCall(SUN), { from: '172.16.0.1' }],
  ])('%s: %s', (_, reason, message, given) => {
    expect(reasonOf(decide(message, given))).toBe(reason);
  });
});

describe('the port mapper', () => {
  const portmap = (message: Buffer, given: Case = {}) => decide(message, { program: 'portmap', ...given });
  const indirect = (procedure: number, args: Buffer, program: number = BOOTPARAM.program): Buffer =>
    portmapCall(5, encodeIndirectCall({ program, version: 1, procedure, arguments: args }), 7);

  it('answers a CALLIT of WHOAMI with the port of the program and the result', () => {
    const answer = answerTo(indirectWhoamiCall(SUN), { program: 'portmap', broadcast: true });
    expect(indirectWhoamiOf(answer)).toMatchObject({ port: 10_026, clientName: 'ultra10' });
  });

  it.each<[string, string, Buffer]>([
    ['an unknown client', 'unknown-address', indirectWhoamiCall(ip('10.79.0.99'))],
    ['another program', 'not-for-us', indirect(2, Buffer.alloc(0), 100_004)],
    ['a procedure that is not there', 'not-for-us', indirect(9, Buffer.alloc(0))],
    ['arguments that cannot be read', 'not-for-us', indirect(1, Buffer.alloc(4))],
  ])('is silent to a CALLIT of %s, asked by broadcast or not', (_, reason, message) => {
    for (const broadcast of [true, false]) expect(reasonOf(portmap(message, { broadcast }))).toBe(reason);
  });

  it('tells the port of the bootparam program, and 0 for what is not here', () => {
    expect(portOf(answerTo(getportCall(), { program: 'portmap' }))).toBe(10_026);
    const nfs = encodePortMapping({ program: 100_003, version: 3, protocol: PORTMAP_UDP, port: 0 });
    expect(portOf(answerTo(portmapCall(3, nfs, 7), { program: 'portmap' }))).toBe(0);
  });

  it('lists what is here', () => {
    const outcome = outcomeOf(answerTo(portmapCall(4, Buffer.alloc(0), 7), { program: 'portmap' }));
    const entry = (...values: number[]): string =>
      [1, ...values].map((value) => value.toString(16).padStart(8, '0')).join('');
    expect(outcome.status === 'success' && outcome.results.toString('hex')).toBe(
      `${entry(100_000, 2, 6, 111)}${entry(100_000, 2, 17, 111)}${entry(100_026, 1, 17, 10_026)}00000000`,
    );
  });

  it('enters nobody: SET and UNSET are answered with no', () => {
    const mapping = encodePortMapping({ program: 100_003, version: 3, protocol: PORTMAP_UDP, port: 2049 });
    for (const procedure of [1, 2]) {
      const outcome = outcomeOf(answerTo(portmapCall(procedure, mapping, 7), { program: 'portmap' }));
      expect(outcome.status === 'success' && outcome.results.toString('hex')).toBe('00000000');
    }
  });

  it('answers nobody from a network that it does not know, but this host itself', () => {
    expect(reasonOf(portmap(portmapCall(4, Buffer.alloc(0), 7), { from: '172.16.0.1' }))).toBe('not-admitted');
    expect(reasonOf(portmap(portmapCall(4, Buffer.alloc(0), 7), { from: '127.0.0.1' }))).toBe('answered');
    expect(reasonOf(portmap(portmapCall(4, Buffer.alloc(0), 7), { from: '192.168.9.1' }))).toBe('answered');
  });
});

describe('a call that asks for what we do not have', () => {
  const call = (program: number, version: number, procedure: number, args = ''): Buffer =>
    encodeRpcCall({ transactionId: 7, program, version, procedure, arguments: Buffer.from(args, 'hex') });

  it.each<[string, Buffer, object]>([
    ['another program', call(100_003, 3, 0), { status: 'program-unavailable' }],
    ['another version', call(100_026, 2, 1), { status: 'program-mismatch', low: 1, high: 1 }],
    ['another procedure', call(100_026, 1, 3), { status: 'procedure-unavailable' }],
    ['with half an argument', call(100_026, 1, 1, '00000001'), { status: 'garbage-arguments' }],
    ['by another RPC', Buffer.from('00000007' + '00000000' + '00000003', 'hex'), { status: 'rpc-mismatch' }],
  ])('%s is told so, and hears nothing when it asked everybody', (_, message, outcome) => {
    expect(outcomeOf(answerTo(message))).toEqual(outcome);
    expect(reasonOf(decide(message, { broadcast: true }))).toBe('not-for-us');
  });

  it('with a credential that cannot be read is told so', () => {
    const bad = Buffer.from(call(100_026, 1, 0));
    bad.writeUInt32BE(1, 24);
    expect(outcomeOf(answerTo(bad))).toEqual({ status: 'credential-refused', why: 'bad' });
  });

  it('is answered to NULL', () => {
    expect(outcomeOf(answerTo(call(100_026, 1, 0)))).toEqual({ status: 'success', results: Buffer.alloc(0) });
  });
});
