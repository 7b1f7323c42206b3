import { describe, expect, it } from 'vitest';
import { address, CLIENT, outcome, REQUEST } from '../../../test/fakes/dhcp-lab.js';
import { ip, labMachine, labNetwork, mac } from '../../../test/fakes/known-lab.js';
import { LeaseBook } from '../../addressing/lease-book.js';
import { NO_FACTS } from '../../addressing/lease.js';

type Kind = 'SELECTING' | 'INIT-REBOOT' | 'RENEWING' | 'REBINDING';
type Who = 'known' | 'pool' | 'unknown';
type Asked = 'right' | 'wrong' | 'none';
type Authority = 'authoritative' | 'not authoritative';

const RIGHT = '10.79.0.21';
const ASKED = { right: RIGHT, wrong: '10.80.0.77', none: '0.0.0.0' } as const;

/** A known machine has a reservation, a client of the pool a lease that runs, and an unknown one asks the pool too. */
function answerTo(kind: Kind, who: Who, asked: Asked, authority: Authority): string {
  const pools = [{ from: ip('10.79.0.20'), to: ip('10.79.0.29') }];
  const network = labNetwork({
    authoritative: authority === 'authoritative',
    ...(who !== 'known' && { mode: 'pool', pools }),
  });
  const leases = new LeaseBook();
  if (who === 'pool') {
    const client = { key: mac(CLIENT), mac: mac(CLIENT), clientId: undefined, machineId: undefined };
    const lease = { kind: 'lease', network, address: ip(RIGHT), at: 0, expires: 9_000_000 } as const;
    leases.make(leases.begin({ ...lease, client, facts: NO_FACTS }));
  }
  const inCiaddr = kind === 'RENEWING' || kind === 'REBINDING';
  const named = !inCiaddr && asked !== 'none' ? [address(50, ASKED[asked])] : [];
  const told = outcome({
    type: REQUEST,
    options: kind === 'SELECTING' ? [address(54, '10.79.0.1'), ...named] : named,
    request: inCiaddr ? { clientAddress: ip(ASKED[asked]) } : {},
    // A renewal is unicast on the client's own wire, a wrong one too: it had that address from someone.
    sentTo: kind === 'RENEWING' && asked !== 'wrong' ? '10.79.0.1' : '255.255.255.255',
    machine: who === 'known' ? labMachine() : undefined,
    networks: [network],
    leases,
  });
  return told.replace(/ to .*/, '');
}

describe('the four kinds of DHCPREQUEST (RFC 2131 §4.3.2)', () => {
  it.each<[Kind, Who, Asked, Authority, string]>([
    ['SELECTING', 'known', 'right', 'authoritative', 'DHCPACK 10.79.0.21'],
    ['INIT-REBOOT', 'known', 'right', 'authoritative', 'DHCPACK 10.79.0.21'],
    ['RENEWING', 'known', 'right', 'authoritative', 'DHCPACK 10.79.0.21'],
    ['REBINDING', 'known', 'right', 'authoritative', 'DHCPACK 10.79.0.21'],
    ['SELECTING', 'known', 'right', 'not authoritative', 'DHCPACK 10.79.0.21'],
    ['INIT-REBOOT', 'known', 'right', 'not authoritative', 'DHCPACK 10.79.0.21'],
    ['RENEWING', 'known', 'right', 'not authoritative', 'DHCPACK 10.79.0.21'],
    ['REBINDING', 'known', 'right', 'not authoritative', 'DHCPACK 10.79.0.21'],
    ['SELECTING', 'known', 'wrong', 'authoritative', 'DHCPNAK 0.0.0.0'],
    ['INIT-REBOOT', 'known', 'wrong', 'authoritative', 'DHCPNAK 0.0.0.0'],
    ['RENEWING', 'known', 'wrong', 'authoritative', 'DHCPNAK 0.0.0.0'],
    ['REBINDING', 'known', 'wrong', 'authoritative', 'DHCPNAK 0.0.0.0'],
    ['SELECTING', 'known', 'wrong', 'not authoritative', 'DHCPNAK 0.0.0.0'],
    ['INIT-REBOOT', 'known', 'wrong', 'not authoritative', 'silent not-authoritative'],
    ['RENEWING', 'known', 'wrong', 'not authoritative', 'silent not-authoritative'],
    ['REBINDING', 'known', 'wrong', 'not authoritative', 'silent not-authoritative'],
    ['SELECTING', 'known', 'none', 'authoritative', 'DHCPACK 10.79.0.21'],
    ['INIT-REBOOT', 'known', 'none', 'authoritative', 'DHCPACK 10.79.0.21'],
    ['RENEWING', 'known', 'none', 'authoritative', 'DHCPACK 10.79.0.21'],
    ['REBINDING', 'known', 'none', 'authoritative', 'DHCPACK 10.79.0.21'],
    ['SELECTING', 'known', 'none', 'not authoritative', 'DHCPACK 10.79.0.21'],
    ['INIT-REBOOT', 'known', 'none', 'not authoritative', 'DHCPACK 10.79.0.21'],
    ['RENEWING', 'known', 'none', 'not authoritative', 'DHCPACK 10.79.0.21'],
    ['REBINDING', 'known', 'none', 'not authoritative', 'DHCPACK 10.79.0.21'],
    ['SELECTING', 'pool', 'right', 'authoritative', 'DHCPACK 10.79.0.21'],
    ['INIT-REBOOT', 'pool', 'right', 'authoritative', 'DHCPACK 10.79.0.21'],
    ['RENEWING', 'pool', 'right', 'authoritative', 'DHCPACK 10.79.0.21'],
    ['REBINDING', 'pool', 'right', 'authoritative', 'DHCPACK 10.79.0.21'],
    ['SELECTING', 'pool', 'right', 'not authoritative', 'DHCPACK 10.79.0.21'],
    ['INIT-REBOOT', 'pool', 'right', 'not authoritative', 'DHCPACK 10.79.0.21'],
    ['RENEWING', 'pool', 'right', 'not authoritative', 'DHCPACK 10.79.0.21'],
    ['REBINDING', 'pool', 'right', 'not authoritative', 'DHCPACK 10.79.0.21'],
    ['SELECTING', 'pool', 'wrong', 'authoritative', 'DHCPNAK 0.0.0.0'],
    ['INIT-REBOOT', 'pool', 'wrong', 'authoritative', 'DHCPNAK 0.0.0.0'],
    ['RENEWING', 'pool', 'wrong', 'authoritative', 'DHCPNAK 0.0.0.0'],
    ['REBINDING', 'pool', 'wrong', 'authoritative', 'DHCPNAK 0.0.0.0'],
    ['SELECTING', 'pool', 'wrong', 'not authoritative', 'DHCPNAK 0.0.0.0'],
    ['INIT-REBOOT', 'pool', 'wrong', 'not authoritative', 'silent not-authoritative'],
    ['RENEWING', 'pool', 'wrong', 'not authoritative', 'silent not-authoritative'],
    ['REBINDING', 'pool', 'wrong', 'not authoritative', 'silent not-authoritative'],
    ['SELECTING', 'pool', 'none', 'authoritative', 'DHCPACK 10.79.0.21'],
    ['INIT-REBOOT', 'pool', 'none', 'authoritative', 'DHCPACK 10.79.0.21'],
    ['RENEWING', 'pool', 'none', 'authoritative', 'DHCPACK 10.79.0.21'],
    ['REBINDING', 'pool', 'none', 'authoritative', 'DHCPACK 10.79.0.21'],
    ['SELECTING', 'pool', 'none', 'not authoritative', 'DHCPACK 10.79.0.21'],
    ['INIT-REBOOT', 'pool', 'none', 'not authoritative', 'DHCPACK 10.79.0.21'],
    ['RENEWING', 'pool', 'none', 'not authoritative', 'DHCPACK 10.79.0.21'],
    ['REBINDING', 'pool', 'none', 'not authoritative', 'DHCPACK 10.79.0.21'],
    ['SELECTING', 'unknown', 'right', 'authoritative', 'DHCPACK 10.79.0.21'],
    ['INIT-REBOOT', 'unknown', 'right', 'authoritative', 'silent no-lease'],
    ['RENEWING', 'unknown', 'right', 'authoritative', 'DHCPACK 10.79.0.21'],
    ['REBINDING', 'unknown', 'right', 'authoritative', 'DHCPACK 10.79.0.21'],
    ['SELECTING', 'unknown', 'right', 'not authoritative', 'DHCPACK 10.79.0.21'],
    ['INIT-REBOOT', 'unknown', 'right', 'not authoritative', 'silent no-lease'],
    ['RENEWING', 'unknown', 'right', 'not authoritative', 'silent not-authoritative'],
    ['REBINDING', 'unknown', 'right', 'not authoritative', 'silent not-authoritative'],
    ['SELECTING', 'unknown', 'wrong', 'authoritative', 'DHCPNAK 0.0.0.0'],
    ['INIT-REBOOT', 'unknown', 'wrong', 'authoritative', 'DHCPNAK 0.0.0.0'],
    ['RENEWING', 'unknown', 'wrong', 'authoritative', 'DHCPNAK 0.0.0.0'],
    ['REBINDING', 'unknown', 'wrong', 'authoritative', 'DHCPNAK 0.0.0.0'],
    ['SELECTING', 'unknown', 'wrong', 'not authoritative', 'DHCPNAK 0.0.0.0'],
    ['INIT-REBOOT', 'unknown', 'wrong', 'not authoritative', 'silent not-authoritative'],
    ['RENEWING', 'unknown', 'wrong', 'not authoritative', 'silent not-authoritative'],
    ['REBINDING', 'unknown', 'wrong', 'not authoritative', 'silent not-authoritative'],
    ['SELECTING', 'unknown', 'none', 'authoritative', 'silent no-lease'],
    ['INIT-REBOOT', 'unknown', 'none', 'authoritative', 'silent no-lease'],
    ['RENEWING', 'unknown', 'none', 'authoritative', 'silent no-lease'],
    ['REBINDING', 'unknown', 'none', 'authoritative', 'silent no-lease'],
    ['SELECTING', 'unknown', 'none', 'not authoritative', 'silent no-lease'],
    ['INIT-REBOOT', 'unknown', 'none', 'not authoritative', 'silent no-lease'],
    ['RENEWING', 'unknown', 'none', 'not authoritative', 'silent no-lease'],
    ['REBINDING', 'unknown', 'none', 'not authoritative', 'silent no-lease'],
  ])('%s of a %s client, %s address, %s: %s', (kind, who, asked, authority, expected) => {
    expect(answerTo(kind, who, asked, authority)).toBe(expected);
  });
});
