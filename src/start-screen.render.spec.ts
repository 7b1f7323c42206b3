import { describe, expect, it } from 'vitest';
import { ip, labNetwork, labWire } from '../test/fakes/known-lab.js';
import { renderStartScreen, type StartFacts } from './start-screen.render.js';

function screen(over: Partial<StartFacts> = {}): string {
  return renderStartScreen({
    version: '1.2.3',
    interfaces: [{ ...labWire('10.79.0.1/24'), index: 2, loopback: false }],
    networkOf: () => undefined,
    responders: [{ responder: 'RARP', where: 'EtherType 0x8035', interface: 'eth0', up: true }],
    switchedOff: new Map(),
    url: 'http://127.0.0.1:8080',
    tftpRoot: '/srv/tftpboot',
    token: { value: 'secret', madeNow: false, path: '/data/admin-token' },
    findings: [],
    machineCount: 0,
    networkCount: 0,
    ...over,
  });
}

describe('the start screen', () => {
  it('shows interfaces with their addresses and networks, responders with their ports, and the API', () => {
    const text = screen({ networkOf: (address) => (address === ip('10.79.0.1') ? labNetwork() : undefined) });
    expect(text).toContain('eth0            02:ff:00:00:00:01  10.79.0.1/24        network lab (mode known)');
    expect(text).toContain('RARP            EtherType 0x8035   on eth0');
    expect(text).toContain('http://127.0.0.1:8080/api/docs');
    expect(text).toContain('(the console at http://127.0.0.1:8080 does the same');
  });

  it('gives the three commands for a first machine, on the network that is there', () => {
    const commands = screen()
      .split('\n')
      .filter((line) => line.startsWith('  curl '));
    expect(commands).toHaveLength(3);
    expect(commands[0]).toContain('"cidr":"10.79.0.0/24"');
    expect(commands[1]).toContain('"ip":"10.79.0.21"');
    expect(commands[2]).toContain('/api/v1/machines/1/timeline');
  });

  it('prints the token only when it was just made', () => {
    expect(screen()).not.toContain('secret');
    expect(screen({ token: { value: 'secret', madeNow: true, path: '/data/admin-token' } })).toContain('  secret');
    expect(screen({ token: { value: 'secret', madeNow: false, path: undefined } })).toContain('REVEILLE_ADMIN_TOKEN');
  });

  it('tells missing capabilities in one line: which, what stops working, and the remedies', () => {
    const text = screen({
      responders: [
        { responder: 'RARP', where: '', interface: 'eth0', up: false, note: 'no', capability: 'CAP_NET_RAW' },
        { responder: 'TFTP', where: '', interface: 'eth0', up: false, note: 'no', capability: 'CAP_NET_BIND_SERVICE' },
      ],
    });
    const [line, ...more] = text.split('\n').filter((candidate) => candidate.includes('CAP_'));
    expect(more).toEqual([]);
    expect(line).toContain('Missing CAP_NET_RAW and CAP_NET_BIND_SERVICE: RARP is not up, TFTP is not up (eth0)');
    for (const remedy of ['run as root', 'setcap', 'AmbientCapabilities=', 'cap_add:']) expect(line).toContain(remedy);
  });

  it('tells a reason that several interfaces share once', () => {
    const taken = { responder: 'TFTP', where: '', up: false, note: 'port 69 is taken by in.tftpd' };
    const text = screen({
      responders: [
        { ...taken, interface: 'eth0' },
        { ...taken, interface: 'eth1' },
      ],
    });
    expect(text).toContain('TFTP is not up on eth0, eth1: port 69 is taken by in.tftpd');
  });

  it('tells what the self-test found, with the line to change, and nothing of what is good', () => {
    const text = screen({
      findings: [
        { level: 'good', sentence: 'the clock is right', cure: undefined },
        { level: 'wrong', sentence: 'this container is on a bridge', cure: 'network_mode: host' },
      ],
    });
    expect(text).toContain('  this container is on a bridge\n    what to do: network_mode: host');
    expect(text).not.toContain('the clock is right');
    expect(screen()).not.toContain('To look at');
  });

  it('says that nobody can be answered on an interface without an address', () => {
    expect(screen({ interfaces: [{ ...labWire(), index: 2, loopback: false }] })).toContain('no IPv4 address');
    expect(screen({ interfaces: [] })).toContain('none is up yet');
  });
});
