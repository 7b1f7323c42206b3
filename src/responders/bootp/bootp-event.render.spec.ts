import { describe, expect, it } from 'vitest';
import { address, bytes, CLIENT, DECLINE, DISCOVER, RELEASE, REQUEST } from '../../../test/fakes/dhcp-lab.js';
import { ip, mac, must } from '../../../test/fakes/known-lab.js';
import type { OptionToSend } from '../../wire/bootp/bootp-message.js';
import { decodeBootp, encodeBootpRequest } from '../../wire/bootp/bootp.codec.js';
import { formatMacAddress } from '../../values/mac-address.js';
import { silent } from '../verdict.js';
import { tellBootpVerdict } from './bootp-event.render.js';

function odditiesOf(type: number, ciaddr: string, ...options: readonly OptionToSend[]): unknown {
  const request = { mac: mac(CLIENT), clientAddress: ip(ciaddr), options: [bytes(53, type), ...options] };
  const message = must(decodeBootp(encodeBootpRequest(request)));
  return tellBootpVerdict(message, silent('unknown-machine'), undefined, 'eth0', 0).detail?.['oddities'];
}

describe('what a client leaves out stands on the timeline', () => {
  const noServer = 'the client does not say which server it means: no option 54';
  it.each<[string, unknown, unknown]>([
    [
      'a REQUEST that names no address',
      odditiesOf(REQUEST, '0.0.0.0'),
      'the DHCPREQUEST names no address: neither ciaddr nor option 50',
    ],
    ['a REQUEST with option 50', odditiesOf(REQUEST, '0.0.0.0', address(50, '10.79.0.21')), undefined],
    ['a renewal', odditiesOf(REQUEST, '10.79.0.21'), undefined],
    ['a RELEASE that names no server', odditiesOf(RELEASE, '10.79.0.21'), noServer],
    ['a RELEASE with option 54', odditiesOf(RELEASE, '10.79.0.21', address(54, '10.79.0.1')), undefined],
    ['a DECLINE that names no server', odditiesOf(DECLINE, '0.0.0.0', address(50, '10.79.0.21')), noServer],
    ['a DISCOVER', odditiesOf(DISCOVER, '0.0.0.0'), undefined],
  ])('%s', (_words, told, expected) => {
    expect(told).toBe(expected);
  });
});

describe('whose a question is', () => {
  const told = (hostName: string) => {
    const options = [bytes(53, DISCOVER), [12, Buffer.from(hostName)] as const];
    const message = must(decodeBootp(encodeBootpRequest({ mac: mac(CLIENT), clientAddress: ip('0.0.0.0'), options })));
    return tellBootpVerdict(message, silent('unknown-machine'), undefined, 'eth0', 0);
  };
  it('is the machine’s; that of reveille probe is nobody’s boot', () => {
    expect(told('ultra10')).toMatchObject({ mac: mac(CLIENT), hostname: undefined });
    const probed = told('reveille-probe');
    expect(probed).toMatchObject({ mac: undefined, machineId: undefined });
    expect(probed.detail?.['probe']).toBe(`reveille-probe as ${formatMacAddress(mac(CLIENT))}`);
  });
});
