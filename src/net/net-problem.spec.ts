import { constants } from 'node:os';

import { describe, expect, it } from 'vitest';

import { errnoName, otherProblem, portTaken, sendTrouble, settingOf } from './net-problem.js';

const { EMFILE, ENETUNREACH, ENODEV, EOPNOTSUPP, EPERM } = constants.errno;

describe('the sentences of network problems', () => {
  it('names the process on our port, how to stop its service and how to switch ours off', () => {
    expect(portTaken(67, 'eth0', { pid: 812, command: 'dhcpd' }, settingOf(67))).toEqual({
      code: 'address-in-use',
      sentence:
        'UDP port 67 on eth0 is taken by dhcpd (pid 812); stop it (systemctl disable --now isc-dhcp-server), ' +
        'or switch ours off with REVEILLE_DHCP=off',
    });
  });

  it('says how to find the process when it may not look', () => {
    expect(portTaken(69, 'eth0', undefined, settingOf(69)).sentence).toBe(
      "UDP port 69 on eth0 is taken by another program (find it with: ss -ulpn 'sport = :69', as root); stop it, " +
        'or switch ours off with REVEILLE_TFTP=off',
    );
  });

  it('advises to end a program that is no known service, and offers no switch for a port that is no responder', () => {
    expect(portTaken(9000, 'lo', { pid: 7, command: 'python3' }, settingOf(9000)).sentence).toBe(
      'UDP port 9000 on lo is taken by python3 (pid 7); stop it (kill 7)',
    );
  });

  const others: Readonly<Record<string, readonly [errno: number, code: string, words: string]>> = {
    'an interface that is gone': [ENODEV, 'no-device', 'the interface is gone'],
    'too many open files': [EMFILE, 'other', 'ulimit -n'],
    'anything else, by its name': [EOPNOTSUPP, 'other', 'bind failed (EOPNOTSUPP)'],
  };
  it.each(Object.entries(others))('tells %s', (_sentence, [errno, code, words]) => {
    const problem = otherProblem('UDP port 67 on eth0', 'bind', errno);
    expect(problem.code).toBe(code);
    expect(problem.sentence).toContain(words);
  });

  it('says what to do about packets that did not leave', () => {
    expect(sendTrouble('UDP port 67 on eth0', ENETUNREACH)).toBe(
      'UDP port 67 on eth0: could not send (ENETUNREACH): there is no route to that address; give the interface an address or the host a route',
    );
    expect(sendTrouble('UDP port 67 on eth0', EPERM)).toContain('firewall');
    expect(sendTrouble('UDP port 67 on eth0', 9999)).toBe('UDP port 67 on eth0: could not send (error 9999)');
  });

  it('knows error numbers by their C names', () => {
    expect(errnoName(1)).toBe('EPERM');
    expect(errnoName(4242)).toBe('error 4242');
  });
});
