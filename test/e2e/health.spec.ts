import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ResponderStatus } from '../../src/responders/responder-status.js';
import { VirtualAppliance } from './virtual-appliance.js';

let appliance: VirtualAppliance;

beforeEach(async () => {
  appliance = await VirtualAppliance.start();
});
afterEach(() => appliance.stop());

describe('/health/ready', () => {
  it('names a responder that cannot listen, and is ready: the others serve', async () => {
    const [known] = appliance.get(ResponderStatus).all();
    const port = { responder: 'TFTP', where: 'UDP 69', interface: known?.interface ?? '' };
    appliance.get(ResponderStatus).set({ ...port, up: false, note: 'UDP port 69 is taken by in.tftpd (pid 7)' });
    const answer = await appliance.ask('GET', '/health/ready');
    expect([answer.status, answer.body]).toMatchObject([
      200,
      { status: 'ready', parts: { 'TFTP on eth0': 'degraded: UDP port 69 is taken by in.tftpd (pid 7)' } },
    ]);
    appliance.get(ResponderStatus).set({ ...port, up: true });
    const { parts } = (await appliance.ask('GET', '/health/ready')).body as { parts: Record<string, string> };
    expect(parts).not.toHaveProperty('TFTP on eth0');
  });
});
