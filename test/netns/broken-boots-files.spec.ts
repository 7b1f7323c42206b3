import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ARCHITECTURE, askAsBootRom, fetchByHttp, type BootRomOptions } from '../clients/boot-rom.js';
import { Lab, SERVER_ADDRESS } from '../clients/lab.js';
import { needTools } from '../clients/required-tools.js';
import { fetchByTftp, TFTP_CLIENTS, TFTP_HPA, type Fetched } from '../clients/tftp-clients.js';
import { bootsOf, expectVerdict } from '../clients/verdicts.js';

/** A loader is taken for fetched again, and not for the same boot, after two seconds. */
const NEXT_FETCH_MILLISECONDS = 10_000;
/** An installer that has one minute to report is looked at every ten seconds. */
const REPORT_MILLISECONDS = 90_000;

/** What is missing, wrong or refused of what a machine fetches. */
describe('boots that fail because of a file', () => {
  let lab: Lab;
  let silentInstaller: { readonly id: number; readonly mac: string };
  const withoutInitrd = '3c:ec:ef:10:61:01';

  beforeAll(async () => {
    lab = await Lab.start({ label: 'broken-f' });
    const { appliance } = lab;
    await appliance.addBootFile('pxelinux.0', 'a loader');
    await appliance.addBootFile('pxelinux.cfg/default', 'DEFAULT linux\nLABEL linux\n  KERNEL vmlinuz\n');
    await appliance.addBootFile('vmlinuz', Buffer.alloc(200_000, 1));
    await appliance.addBootFile('initrd.img', Buffer.alloc(200_000, 2));
    await appliance.addBootFile('broken.ipxe.liquid', '#!ipxe\nkernel vmlinuz\nset role {{ labels.role }}\nboot\n');
    silentInstaller = await startInstallerThatWillNotReport();
    await bootWithoutInitrd();
  });
  afterAll(() => lab.stop());

  beforeEach((context) => {
    needTools(context, 'busybox', 'tftp', 'curl');
  });

  const add = (hostname: string, mac: string, ip: string, boot: Readonly<Record<string, unknown>>): Promise<number> =>
    lab.appliance.addMachine({ hostname, nics: [{ mac, ip }], boot });
  const ask = (mac: string, options: Omit<BootRomOptions, 'mac'> = {}) => askAsBootRom(lab.rig, { mac, ...options });
  const fetch = (file: string): Promise<Fetched> => fetchByTftp(lab.rig, TFTP_HPA, SERVER_ADDRESS, file);

  /** Its report is missed when the other boots have failed. */
  async function startInstallerThatWillNotReport(): Promise<{ readonly id: number; readonly mac: string }> {
    const mac = '3c:ec:ef:10:50:01';
    const id = await add('installing', mac, '10.79.0.150', {
      mode: 'once',
      files: { bios: 'pxelinux.0' },
      install: { reportMinutes: 1 },
    });
    await ask(mac);
    for (const file of ['pxelinux.0', 'vmlinuz', 'initrd.img']) await fetch(file);
    return { id, mac };
  }

  /** Its kernel is given a minute to ask for what it needs. */
  async function bootWithoutInitrd(): Promise<void> {
    const profile = { name: 'whole', kernel: 'vmlinuz', initrds: ['initrd.img'] };
    expect((await lab.appliance.rest.post('/api/v1/profiles', profile)).status).toBe(201);
    await add('half-booted', withoutInitrd, '10.79.0.161', { profile: 'whole', files: { bios: 'pxelinux.0' } });
    await ask(withoutInitrd);
    for (const file of ['pxelinux.0', 'pxelinux.cfg/default', 'vmlinuz']) await fetch(file);
  }

  it('the boot file is missing', async () => {
    const mac = '3c:ec:ef:10:51:01';
    await add('no-loader', mac, '10.79.0.51', { files: { bios: 'debian/lpxelinux.0' } });
    expect(await ask(mac)).toMatchObject({ boot_file: 'debian/lpxelinux.0' });
    expect((await fetch('debian/lpxelinux.0')).content ?? Buffer.alloc(0)).toHaveLength(0);
    await expectVerdict(lab.appliance, mac, {
      rule: 'missing-file',
      says: /no-loader asked for debian\/lpxelinux\.0, which is not there/,
      cure: /Put the file below the boot file root/,
      proof: /RRQ -> ERROR 1: debian\/lpxelinux\.0 to no-loader, there is no such boot file/,
    });
  });

  it('a template has an error: the line is named', async () => {
    const mac = '3c:ec:ef:10:52:01';
    await add('templated', mac, '10.79.0.52', { files: { bios: 'broken.ipxe' } });
    await ask(mac);
    await fetch('broken.ipxe');
    await expectVerdict(lab.appliance, mac, {
      rule: 'template-error',
      says: /the template of broken\.ipxe has an error, so templated gets nothing: .*line:?\s*3/,
      cure: /Correct the template at that line/,
      proof: /RRQ -> ERROR \d: broken\.ipxe/,
    });
  });

  it('no boot file for this architecture', async () => {
    const mac = '3c:ec:ef:10:53:01';
    await add('arm-board', mac, '10.79.0.53', { files: { bios: 'pxelinux.0' } });
    await ask(mac, { architecture: ARCHITECTURE['arm64-uefi'] });
    await expectVerdict(lab.appliance, mac, {
      rule: 'no-file-for-architecture',
      says: /there is no boot file for arm-board, which is ARM 64-bit UEFI/,
      cure: /boot\.files/,
      proof: /DHCPDISCOVER -> DHCPOFFER: arm-board gets 10\.79\.0\.53/,
    });
  });

  it('an architecture that no registry has', async () => {
    const mac = '3c:ec:ef:10:53:02';
    await add('odd-board', mac, '10.79.0.153', { files: { bios: 'pxelinux.0' } });
    await ask(mac, { architecture: '0063' });
    await expectVerdict(lab.appliance, mac, {
      rule: 'unknown-architecture',
      says: /odd-board calls itself unknown architecture 99, for which there is no boot file/,
      cure: /boot\.files\.default/,
      proof: /odd-board gets 10\.79\.0\.153/,
    });
  });

  it('the file of another architecture', async () => {
    const mac = '3c:ec:ef:10:54:01';
    await add('uefi-board', mac, '10.79.0.54', { files: { default: 'pxelinux.0' } });
    expect(await ask(mac, { architecture: ARCHITECTURE['x64-uefi'] })).toMatchObject({ boot_file: 'pxelinux.0' });
    await fetch('pxelinux.0');
    await expectVerdict(lab.appliance, mac, {
      rule: 'wrong-architecture',
      says: /uefi-board is x64 UEFI and was told pxelinux\.0, which is a loader for a BIOS/,
      cure: /boot\.files for this kind of client/,
      proof: /uefi-board gets 10\.79\.0\.54, file pxelinux\.0/,
    });
  });

  it('UEFI boots by HTTP, and there is no URL for it', async () => {
    const mac = '3c:ec:ef:10:55:01';
    await add('http-board', mac, '10.79.0.55', { files: { bios: 'pxelinux.0' } });
    await ask(mac, { architecture: ARCHITECTURE['x64-uefi-http'], vendorClass: 'HTTPClient' });
    await expectVerdict(lab.appliance, mac, {
      rule: 'http-without-url',
      says: /http-board boots by HTTP \(x64 UEFI HTTP\) and was told no file, where it needs a URL/,
      cure: /x64-uefi-http/,
      proof: /http-board gets 10\.79\.0\.55/,
    });
  });

  it('the kernel is missing on HTTP: 404', async () => {
    const mac = '3c:ec:ef:10:56:01';
    await add('no-kernel', mac, '10.79.0.56', { files: { bios: 'pxelinux.0' } });
    await ask(mac);
    await fetch('pxelinux.0');
    expect(await fetchByHttp(lab.rig, SERVER_ADDRESS, 'debian/vmlinuz')).toBe(404);
    await expectVerdict(lab.appliance, mac, {
      rule: 'missing-file',
      says: /no-kernel asked for debian\/vmlinuz, which is not there/,
      cure: /correct the name in the record, profile or configuration/,
      proof: /GET -> 404: debian\/vmlinuz/,
    });
  });

  it('the machine was paused in the middle: HTTP 403 at the kernel', async () => {
    const mac = '3c:ec:ef:10:57:01';
    const id = await add('held', mac, '10.79.0.57', { files: { bios: 'pxelinux.0' } });
    await ask(mac);
    await fetch('pxelinux.0');
    await lab.appliance.rest.patch(`/api/v1/machines/${id}`, { boot: { mode: 'paused' } });
    expect(await fetchByHttp(lab.rig, SERVER_ADDRESS, 'vmlinuz')).toBe(403);
    await expectVerdict(lab.appliance, mac, {
      rule: 'paused',
      says: /held is paused/,
      cure: /boot\.mode to always/,
      proof: /GET -> 403: vmlinuz to held, the machine is paused/,
    });
  });

  it('the kernel came, and its initrd is missing', async () => {
    const mac = '3c:ec:ef:10:58:01';
    await add('no-initrd', mac, '10.79.0.58', { files: { bios: 'pxelinux.0' } });
    await ask(mac);
    for (const file of ['pxelinux.0', 'pxelinux.cfg/default', 'vmlinuz']) await fetch(file);
    await fetch('debian/initrd.gz');
    await expectVerdict(lab.appliance, mac, {
      rule: 'missing-file',
      state: 'failed',
      says: /no-initrd asked for debian\/initrd\.gz, which is not there/,
      cure: /Put the file below the boot file root/,
      proof: /RRQ -> ERROR 1: debian\/initrd\.gz/,
    });
  });

  it('shim came, and its second stage is missing', async () => {
    const mac = '3c:ec:ef:10:62:01';
    await lab.appliance.addBootFile('shimx64.efi', 'a loader that is signed');
    await add('signed', mac, '10.79.0.162', { files: { 'x64-uefi': 'shimx64.efi' } });
    await ask(mac, { architecture: ARCHITECTURE['x64-uefi'] });
    for (const file of ['shimx64.efi', 'revocations.efi', 'grubx64.efi']) await fetch(file);
    await expectVerdict(lab.appliance, mac, {
      rule: 'second-stage-path',
      says: /shim on signed asked for its second stage grubx64\.efi, which is not there/,
      cure: /Put the signed second stage .* beside shim/,
      proof: /transfer complete: shimx64\.efi to signed.*\nRRQ -> ERROR 1: grubx64\.efi/,
    });
  });

  it('the same loader again and again', async () => {
    const mac = '3c:ec:ef:10:59:01';
    await add('circle', mac, '10.79.0.59', { files: { bios: 'pxelinux.0' } });
    let refused = '';
    const fetchAgain = async (): Promise<string> => {
      refused = (await fetch('pxelinux.0')).output;
      return refused;
    };
    await ask(mac);
    await expect.poll(fetchAgain, { timeout: 6 * NEXT_FETCH_MILLISECONDS, interval: 2_100 }).toMatch(/again and again/);
    await expectVerdict(lab.appliance, mac, {
      rule: 'boot-loop',
      says: /circle went round in circles: it fetched the same boot loader again and again \(pxelinux\.0\)/,
      cure: /POST \/api\/v1\/machines\/\{id\}\/install/,
      proof: /RRQ -> ERROR \d: pxelinux\.0/,
    });
  });

  it('a client that asks for the size, breaks off and comes again is normal', async (context) => {
    needTools(context, 'atftp');
    const mac = '3c:ec:ef:10:60:01';
    await add('sizing', mac, '10.79.0.60', { files: { bios: 'pxelinux.0' } });
    await ask(mac);
    const atftp = TFTP_CLIENTS.find(({ name }) => name.includes('tsize')) ?? TFTP_HPA;
    for (const file of ['pxelinux.0', 'vmlinuz']) await fetchByTftp(lab.rig, atftp, SERVER_ADDRESS, file);
    const [boot] = await bootsOf(lab.appliance, mac);
    expect(boot?.verdict).toMatchObject({ rule: 'booted', state: 'booted' });
    expect(boot?.notes.filter(({ kind }) => kind !== 'normal')).toEqual([]);
  });

  it('the installer was started and does not report', async () => {
    await expectVerdict(
      lab.appliance,
      silentInstaller.mac,
      {
        rule: 'install-failed',
        says: /the installation of installing stands still: its installer does not report \(no report for 1 min\)/,
        cure: /Look at its screen/,
        proof: /installation installing -> stalled/,
      },
      REPORT_MILLISECONDS,
    );
  });

  it('the kernel came, and its initrd was never asked for', async () => {
    await expectVerdict(
      lab.appliance,
      withoutInitrd,
      {
        rule: 'initrd-not-asked-for',
        says: /half-booted has its kernel vmlinuz and never asked for initrd\.img, without which that kernel finds no root/,
        cure: /the configuration that the loader read names the initrd/,
        proof: /transfer complete: vmlinuz to half-booted/,
      },
      REPORT_MILLISECONDS,
    );
  });
});
