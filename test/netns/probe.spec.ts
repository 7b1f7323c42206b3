import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProbeView } from '../../src/probe/probe.schema.js';
import { Lab } from '../clients/lab.js';
import { needTools } from '../clients/required-tools.js';

const SERVER_MAC = '02:79:00:00:00:fe';
const MACHINE = '02:79:00:00:00:77';

describe('a probe of the real wire', () => {
  let lab: Lab;
  const folder = mkdtempSync(join(tmpdir(), 'reveille-probe-'));

  beforeAll(async () => {
    chmodSync(folder, 0o755);
    lab = await Lab.start({ label: 'probe' });
    await lab.rig.becomeMachine(SERVER_MAC);
    await lab.rig.ip(lab.rig.client, 'addr', 'add', '10.79.0.254/24', 'dev', 'pc0');
  });
  afterAll(async () => {
    await lab.stop();
    rmSync(folder, { recursive: true });
  });

  async function probe(over: object = {}): Promise<ProbeView> {
    const { status, body, text } = await lab.appliance.rest.post('/api/v1/probe', { seconds: 2, ...over });
    expect(status, text).toBe(200);
    return body as ProbeView;
  }

  const dnsmasq = (...more: string[]) =>
    lab.rig.inClient('dnsmasq', [
      ...['--no-daemon', '--log-facility=-', '--conf-file=/dev/null', '--port=0', '--user=root', '--leasefile-ro'],
      ...['--interface=pc0', '--bind-interfaces', '--no-ping', '--dhcp-range=10.79.0.120,10.79.0.130,1h', ...more],
    ]);

  it('of us alone: a stranger gets nothing, a machine its address and its file', async () => {
    expect(await probe()).toMatchObject({ ok: false, offers: [], sentence: 'nobody answered within 2 s' });
    await lab.appliance.addMachine({
      hostname: 'm77',
      nics: [{ mac: MACHINE, ip: '10.79.0.77' }],
      boot: { files: { default: 'probe.0' } },
    });
    const found = await probe({ mac: MACHINE, fetch: false });
    expect(found.ok).toBe(true);
    expect(found.offers.map(({ option60, ours, address }) => ({ option60, ours, address }))).toEqual([
      { option60: true, ours: true, address: '10.79.0.77' },
      { option60: false, ours: true, address: '10.79.0.77' },
    ]);
  });

  it('of another server alone: it is named, and its file is read', async (context) => {
    needTools(context, 'dnsmasq');
    const content = Buffer.alloc(70_000, 'x');
    writeFileSync(join(folder, 'probe.0'), content);
    const stranger = dnsmasq('--enable-tftp', `--tftp-root=${folder}`, '--dhcp-boot=probe.0,,10.79.0.254');
    try {
      await stranger.waitFor(/DHCP, IP range/, 10_000);
      const found = await probe();
      expect(found.offers[0]).toMatchObject({ server: '10.79.0.254', ours: false, file: 'probe.0' });
      expect(found.file).toMatchObject({
        protocol: 'tftp',
        size: 70_000,
        sha256: createHash('sha256').update(content).digest('hex'),
      });
      expect(found.sentence).toMatch(
        /^not we but 10\.79\.0\.254 answered; probe\.0 was read from 10\.79\.0\.254: 70000/,
      );
      const both = await probe({ mac: MACHINE });
      expect(both.ok).toBe(false);
      expect(both.sentence).toBe(
        '10.79.0.254 gives addresses here beside us: a machine takes whichever answer comes first',
      );
      expect(new Set(both.offers.map(({ server }) => server)).size).toBe(2);
    } finally {
      await stranger.stop();
    }
  });
});
