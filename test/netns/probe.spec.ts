import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProbeView } from '../../src/probe/probe.schema.js';
import { Lab } from '../clients/lab.js';
import { needTools } from '../clients/required-tools.js';
import { bootsOf } from '../clients/verdicts.js';
import { losePackets } from '../clients/wire-faults.js';

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
    const { status, body, text } = await lab.appliance.rest.post('/api/v1/probe', { seconds: 1, ...over });
    expect(status, text).toBe(200);
    return body as ProbeView;
  }

  const dnsmasq = (...more: string[]) =>
    lab.rig.inClient('dnsmasq', [
      ...['--no-daemon', '--log-facility=-', '--conf-file=/dev/null', '--port=0', '--leasefile-ro'],
      ...['--interface=pc0', '--bind-interfaces', '--no-ping', '--dhcp-range=10.79.0.120,10.79.0.130,1h', ...more],
    ]);

  it('of us alone: a stranger gets nothing, a machine its address and its file', async () => {
    expect(await probe()).toMatchObject({ ok: false, offers: [], sentence: 'nobody answered within 1 s' });
    await lab.appliance.addMachine({
      hostname: 'm77',
      nics: [{ mac: MACHINE, ip: '10.79.0.77' }],
      boot: { files: { default: 'probe.0' } },
    });
    const absent = await probe({ mac: MACHINE });
    expect(absent).toMatchObject({ ok: false, file: { problem: { cause: 'absent' } }, bootServers: [] });
    expect(absent.sentence).toBe('we answered, but probe.0 is not on 10.79.0.1: TFTP error 1 "File not found"');
    expect(absent.cure).toMatch(/reveille files add/);
    await lab.appliance.addBootFile('probe.0', 'a loader');
    const found = await probe({ mac: MACHINE });
    expect(found.sentence).toMatch(/^we answered; probe\.0 was read from 10\.79\.0\.1: 8 octets in \d+ ms$/);
    expect(found.ok).toBe(true);
    // Its questions are no boot of that machine.
    expect(await bootsOf(lab.appliance, MACHINE)).toEqual([]);
    const { text } = await lab.appliance.rest.get('/api/v1/journal');
    expect(text).toContain(`DHCPDISCOVER -> DHCPOFFER: reveille-probe as ${MACHINE} gets 10.79.0.77`);
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

  it('of a server whose file nobody hands out: by what is missing', async (context) => {
    needTools(context, 'dnsmasq');
    const forbidden = join(folder, 'secret.0');
    writeFileSync(forbidden, 'x');
    chmodSync(forbidden, 0o600);
    const cases = [
      {
        file: 'absent.0',
        args: ['--enable-tftp'],
        cause: 'absent',
        says: /is not on 10\.79\.0\.254: TFTP error 1 "file .*absent\.0 not found/,
      },
      {
        file: 'secret.0',
        args: ['--enable-tftp'],
        cause: 'refused',
        says: /10\.79\.0\.254 refuses secret\.0: TFTP error \d "/,
      },
      {
        file: 'silent.0',
        args: [],
        cause: 'silent',
        says: /nothing came when silent\.0 was asked of 10\.79\.0\.254 by TFTP/,
      },
    ] as const;
    for (const { file, args, cause, says } of cases) {
      // --user=root would read what only root may.
      const stranger = dnsmasq(...args, `--tftp-root=${folder}`, `--dhcp-boot=${file},,10.79.0.254`);
      try {
        await stranger.waitFor(/DHCP, IP range/, 10_000);
        const found = await probe({ pxe: false });
        expect(found, file).toMatchObject({ ok: false, file: { problem: { cause } } });
        expect(found.sentence).toMatch(says);
      } finally {
        await stranger.stop();
      }
    }
  });

  describe('where offers send firmware to port 4011', () => {
    const proxy = (...more: string[]) =>
      lab.rig.inClient('dnsmasq', [
        ...['--no-daemon', '--log-facility=-', '--conf-file=/dev/null', '--port=0', '--user=root', '--log-dhcp'],
        ...['--interface=pc0', '--bind-interfaces', '--dhcp-range=10.79.0.0,proxy', '--enable-tftp', ...more],
        `--tftp-root=${folder}`,
      ]);

    it('dnsmasq as a proxy, asked as UEFI: it sends on by an offer without option 43', async (context) => {
      needTools(context, 'dnsmasq');
      writeFileSync(join(folder, 'grub.efi'), 'a loader');
      const stranger = proxy('--pxe-service=x86-64_EFI,Network boot,grub.efi');
      try {
        await stranger.waitFor(/DHCP, proxy on subnet/, 10_000);
        const found = await probe({ architecture: 7 });
        expect(found.offers).toMatchObject([{ server: '10.79.0.254', address: null, file: null, vendorOptions: null }]);
        expect(found.bootServers).toMatchObject([
          { server: '10.79.0.254', ours: false, type: null, answer: { file: 'grub.efi', nextServer: '10.79.0.254' } },
        ]);
        expect(found.file).toMatchObject({ name: 'grub.efi', size: 8, problem: null });
        expect(found.sentence).toBe('not we but 10.79.0.254 answered, but nobody gives an address');
      } finally {
        await stranger.stop();
      }
    });

    it('dnsmasq as a proxy, asked as BIOS: its menu is shown in words, and each line is asked for', async (context) => {
      needTools(context, 'dnsmasq');
      writeFileSync(join(folder, 'pxelinux.0'), 'a loader');
      const stranger = proxy(
        '--pxe-prompt=Choose,3',
        '--pxe-service=x86PC,Linux,pxelinux',
        '--pxe-service=x86PC,Elsewhere,1,10.79.0.253',
        '--pxe-service=x86PC,Own disk,0',
      );
      try {
        await stranger.waitFor(/DHCP, proxy on subnet/, 10_000);
        const found = await probe({ architecture: 0 });
        expect(found.offers[0]?.vendorOptions).toMatch(
          /^6 discovery control \d \(.*\), 8 boot servers .*, 9 menu \d+ "Linux" \| 1 "Elsewhere" \| 0 "Own disk", 10 prompt "Choose" after 3 s$/,
        );
        expect(found.bootServers).toMatchObject([
          { server: '10.79.0.254', label: 'Linux', answer: { file: 'pxelinux.0' } },
          { server: '10.79.0.253', sentBy: '10.79.0.254', label: 'Elsewhere', type: 1, answer: null },
        ]);
        expect(found).toMatchObject({ ok: false, file: { name: 'pxelinux.0', size: 8, problem: null } });
        expect(found.sentence).toBe(
          'not we but 10.79.0.254 answered, but 10.79.0.254 sends PXE firmware on to 10.79.0.253, port 4011, and nothing answered there within 1 s for "Elsewhere"',
        );
      } finally {
        await stranger.stop();
      }
    });

    it('a server that says PXEClient and does not listen there', async (context) => {
      needTools(context, 'dnsmasq');
      const stranger = dnsmasq('--dhcp-option-force=60,PXEClient');
      try {
        await stranger.waitFor(/DHCP, IP range/, 10_000);
        const found = await probe();
        expect(found.bootServers).toMatchObject([{ server: '10.79.0.254', answer: null }]);
        expect(found.sentence).toBe(
          'not we but 10.79.0.254 answered, but 10.79.0.254 sends PXE firmware on to 10.79.0.254, port 4011, and nothing answered there within 1 s',
        );
        expect(found.cure).toMatch(/must not say option 60 "PXEClient"/);
      } finally {
        await stranger.stop();
      }
    });

    it('our own proxy beside a router', async (context) => {
      needTools(context, 'dnsmasq', 'nft');
      const mac = '02:79:00:00:00:78';
      await lab.appliance.addBootFile('proxied.efi', 'a loader');
      await lab.appliance.addMachine({
        hostname: 'm78',
        nics: [{ mac, ip: '10.79.0.78' }],
        boot: { files: { 'x64-uefi': 'proxied.efi' } },
      });
      await lab.changeNetwork({ mode: 'proxy' });
      const router = dnsmasq();
      try {
        await router.waitFor(/DHCP, IP range/, 10_000);
        const found = await probe({ mac, architecture: 7 });
        expect(found.bootServers).toMatchObject([
          { server: '10.79.0.1', ours: true, sentBy: '10.79.0.1', answer: { file: 'proxied.efi', ours: true } },
        ]);
        expect(found.ok).toBe(true);
        expect(found.sentence).toMatch(
          /^we answered, and 10\.79\.0\.254 gives the addresses, and on port 4011 10\.79\.0\.1 named proxied\.efi; proxied\.efi was read from 10\.79\.0\.1: 8 octets/,
        );
        const mend = await losePackets(lab.rig, 'to-server', 'udp dport 4011');
        try {
          const deaf = await probe({ mac, architecture: 7 });
          if (process.env['DBG'])
            console.log(
              JSON.stringify(found.offers),
              (await lab.appliance.rest.get('/api/v1/journal?limit=5')).text,
              lab.appliance.program.output.slice(-3000),
            );
          expect(deaf.ok).toBe(false);
          expect(deaf.sentence).toMatch(/but we send PXE firmware on to 10\.79\.0\.1, port 4011, and nothing answered/);
          expect(deaf.cure).toMatch(/REVEILLE_PROXY/);
        } finally {
          await mend();
        }
      } finally {
        await router.stop();
      }
    });
  });
});
