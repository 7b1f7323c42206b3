import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fillDisk, mayMount, onSmallDisk } from '../clients/full-disk.js';
import { LoopbackAppliance } from '../clients/loopback-appliance.js';
import { LoopbackRelay } from '../clients/relayed-client.js';
import { mac } from '../fakes/known-lab.js';

const ULTRA = mac('08:00:20:8e:48:de');
const IP = '10.79.0.21';

interface Timeline {
  readonly items: readonly { readonly what: string; readonly repeats: number }[];
}

it(
  'a full disk stops the journal loudly and never the answers; what waited is written when there is room',
  {
    timeout: 120_000,
  },
  async (context) => {
    const folder = mkdtempSync(join(tmpdir(), 'reveille-journal-'));
    const data = join(folder, 'data');
    mkdirSync(data);
    if (!mayMount(data)) {
      console.warn('SKIPPED: a file system of its own needs root (unshare -m, mount)');
      rmSync(folder, { recursive: true, force: true });
      context.skip();
    }
    const appliance = await LoopbackAppliance.start({ folder, command: onSmallDisk(data) });
    const relay = await LoopbackRelay.open(appliance.dhcpPort, '10.79.0.1');
    try {
      await appliance.post('/api/v1/networks', { name: 'lab', cidr: '10.79.0.0/24' });
      await appliance.post('/api/v1/machines', { hostname: 'ultra10', nics: [{ mac: '08:00:20:8e:48:de', ip: IP }] });
      const filler = `/proc/${appliance.pid}/root${join(data, 'filler')}`;
      fillDisk(filler);

      // The write-ahead log may have room for a few rows yet.
      let answered = 0;
      while (!appliance.output.includes('the journal cannot be written; machines are still answered')) {
        expect(await relay.bind(ULTRA, 3)).toBe(IP);
        answered += 1;
      }
      expect(await relay.bind(ULTRA, 3)).toBe(IP);
      answered += 1;

      rmSync(filler);
      await expect.poll(() => appliance.output, { timeout: 30_000 }).toContain('the journal is being written again');
      const told = async (): Promise<number> => {
        const { body } = await appliance.get('/api/v1/machines/1/timeline?limit=500');
        const acks = (body as Timeline).items.filter(({ what }) => what === 'DHCPREQUEST -> DHCPACK');
        return acks.reduce((sum, { repeats }) => sum + repeats, 0);
      };
      await expect.poll(told, { timeout: 30_000 }).toBeGreaterThanOrEqual(Math.min(answered, 200));
    } finally {
      relay.close();
      await appliance.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
