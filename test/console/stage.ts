import { chromium, type Browser, type Page } from 'playwright-core';
import { Journal, type JournalEvent } from '../../src/journal/journal.port.js';
import { mac } from '../fakes/known-lab.js';
import { TOKEN, VirtualAppliance } from '../e2e/virtual-appliance.js';
import { CHROMIUM } from './browser.js';

export const MACHINES = 10_000;
const BOOTED_MAC = '52:54:00:00:00:01';
const SILENT_MAC = '52:54:00:00:00:02';

const hex = (value: number): string => value.toString(16).padStart(2, '0');

/** `at` in seconds of the boot. */
type Told = Partial<JournalEvent> & Pick<JournalEvent, 'protocol' | 'what'> & { readonly second: number };

/** A PXE boot as the responders tell it. */
const BOOT: readonly Told[] = [
  {
    second: 0,
    protocol: 'dhcp',
    what: 'DHCPDISCOVER -> DHCPOFFER',
    detail: { architecture: 'x64 UEFI', file: 'ipxe.efi', to: 'broadcast' },
  },
  {
    second: 1.1,
    protocol: 'dhcp',
    what: 'DHCPREQUEST -> DHCPACK',
    detail: { architecture: 'x64 UEFI', file: 'ipxe.efi', to: 'broadcast' },
  },
  { second: 1.3, protocol: 'tftp', what: 'RRQ', detail: { file: 'ipxe.efi', size: 1_044_480, blksize: 1468 } },
  {
    second: 2.6,
    protocol: 'tftp',
    what: 'transfer complete',
    detail: { file: 'ipxe.efi', bytes: 1_044_480, seconds: 1.3 },
  },
  {
    second: 4.4,
    protocol: 'dhcp',
    what: 'DHCPDISCOVER -> DHCPOFFER',
    detail: { client: 'iPXE', file: 'boot.ipxe', to: 'broadcast' },
  },
  {
    second: 5.4,
    protocol: 'dhcp',
    what: 'DHCPREQUEST -> DHCPACK',
    detail: { client: 'iPXE', file: 'boot.ipxe', to: 'broadcast' },
  },
  { second: 5.6, protocol: 'http', what: 'GET -> 200', detail: { file: 'boot.ipxe', size: 412 } },
  { second: 5.9, protocol: 'http', what: 'GET -> 200', detail: { file: 'debian/vmlinuz', size: 8_200_000 } },
  {
    second: 7.8,
    protocol: 'http',
    what: 'transfer complete',
    outcome: 'noted',
    detail: { file: 'debian/vmlinuz', bytes: 8_200_000, seconds: 1.9 },
  },
  { second: 7.9, protocol: 'http', what: 'GET -> 200', detail: { file: 'debian/initrd.gz', size: 41_000_000 } },
  {
    second: 14.2,
    protocol: 'http',
    what: 'transfer complete',
    outcome: 'noted',
    detail: { file: 'debian/initrd.gz', bytes: 41_000_000, seconds: 6.3 },
  },
  { second: 21, protocol: 'dhcp', what: 'DHCPDISCOVER -> DHCPOFFER', detail: { to: 'broadcast' } },
  { second: 21.4, protocol: 'dhcp', what: 'DHCPREQUEST -> DHCPACK', detail: { to: 'broadcast' } },
];

/** An appliance with its console on loopback, on a virtual wire, with ten thousand machines, some of which have booted. */
export class Stage {
  private constructor(
    readonly appliance: VirtualAppliance,
    readonly url: string,
    readonly browser: Browser,
  ) {}

  static async open(): Promise<Stage> {
    const appliance = await VirtualAppliance.start();
    const url = await appliance.listen();
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    return new Stage(appliance, url, browser);
  }

  async fill(): Promise<void> {
    await this.appliance.post('/api/v1/networks', {
      name: 'lab',
      cidr: '10.79.0.0/16',
      gateway: '10.79.0.1',
      dns: ['10.79.0.1'],
      domain: 'lab.example',
      mode: 'pool',
      pools: [{ from: '10.79.200.0', to: '10.79.200.99' }],
    });
    await this.appliance.post('/api/v1/profiles', {
      name: 'debian-12',
      description: 'Debian 12, installed from the mirror in the lab',
      kernel: 'debian/vmlinuz',
      initrds: ['debian/initrd.gz'],
      commandLine: 'auto=true url={{ server.bootUrl }}/profiles/debian-12/preseed.cfg',
      files: { 'preseed.cfg': 'd-i netcfg/get_hostname string {{ machine.hostname }}\n' },
    });
    await this.appliance.post('/api/v1/webhooks', { url: 'http://127.0.0.1:9/reveille' });
    const machines = Array.from({ length: MACHINES }, (_, at) => ({
      hostname: `node${String(at + 1).padStart(5, '0')}`,
      nics: [
        {
          mac: `52:54:00:00:${hex((at + 1) >> 8)}:${hex((at + 1) & 255)}`,
          ip: `10.79.${2 + Math.floor(at / 250)}.${1 + (at % 250)}`,
        },
      ],
      labels: { rack: `r${1 + (at % 40)}`, role: at % 7 === 0 ? 'storage' : 'compute' },
      boot: {
        mode: at % 50 === 3 ? 'paused' : at % 9 === 0 ? 'once' : 'always',
        ...(at % 3 === 0 && { profile: 'debian-12' }),
      },
    }));
    const answer = await this.appliance.ask('POST', '/api/v1/machines/bulk', { machines });
    if (answer.status !== 200) throw new Error(answer.text);
    const now = Date.now() - 40_000;
    for (const told of BOOT)
      this.tell(now, { ...told, mac: mac(BOOTED_MAC), machineId: 1, hostname: 'node00001', ip: '10.79.2.1' });
    const silent = { mac: mac(SILENT_MAC), machineId: 2, hostname: 'node00002' } as const;
    this.tell(now, {
      second: 0,
      protocol: 'dhcp',
      what: 'DHCPDISCOVER',
      outcome: 'silent',
      reason: 'paused',
      ...silent,
    });
    for (const last of [7, 8, 9]) this.meetStranger(`08:00:20:8e:48:0${last}`);
    await this.appliance.get(Journal).flush();
  }

  /** Tells the journal, and by it the console, what happened. */
  tell(start: number, { second, ...event }: Told): void {
    this.appliance.get(Journal).record({ outcome: 'answered', interface: 'eth0', ...event, at: start + second * 1000 });
  }

  /** A machine that is in no record asks for its address. */
  meetStranger(address: string): void {
    this.tell(Date.now(), {
      second: 0,
      protocol: 'rarp',
      what: 'RARP request',
      outcome: 'silent',
      reason: 'unknown-mac',
      mac: mac(address),
      interface: 'eth0',
    });
  }

  /** A browser of its own; signed in unless told otherwise. */
  async visit(path: string, options: VisitOptions): Promise<Page> {
    const context = await this.browser.newContext({
      viewport: { width: options.width ?? 1280, height: options.height ?? 860 },
      colorScheme: options.scheme ?? 'light',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(options.patience ?? 20_000);
    if (options.signedIn) {
      await context.addInitScript(`sessionStorage.setItem('reveille-token', '${options.token ?? TOKEN}')`);
    }
    const page = await context.newPage();
    await page.goto(`${this.url}${path}`);
    return page;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.appliance.stop();
  }
}

export interface VisitOptions {
  readonly signedIn: boolean;
  /** Milliseconds that something on a page is waited for. */
  readonly patience?: number;
  /** Whose; the admin's when left out. */
  readonly token?: string;
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
}
