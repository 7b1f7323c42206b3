import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NetworkRig } from './network-rig.js';
import type { RunningProgram } from './running-program.js';

/*
 * Real DHCP and BOOTP clients on `pc0` of the rig, or the device that is named. Each gets a script of ours in place of the one that would configure
 * the host: it prints what the client was given as `lease NAME=value` lines and changes nothing.
 */

/** What a client says that it was given, under the client's own names. */
export type LeaseFacts = Readonly<Record<string, string>>;

const LEASE_MILLISECONDS = 40_000;
const LEASE_LINE = /^lease (\w+)=(.*)$/gm;

/** A client that goes on running after it got its lease, with a folder for its files. */
export class DhcpClient {
  private constructor(
    readonly program: RunningProgram,
    private readonly folder: string,
    /** Makes it give its address back. */
    readonly release: () => Promise<unknown>,
  ) {}

  /** Makes udhcpc renew its lease now; the others wait for T1. */
  renewNow(): Promise<void> {
    return signal(this.program, 'SIGUSR1');
  }

  /** busybox udhcpc; `release` makes it send DHCPRELEASE when it is stopped. */
  static async udhcpc(
    rig: NetworkRig,
    options: { readonly device?: string; readonly args?: readonly string[] } = {},
  ): Promise<DhcpClient> {
    const { folder, script } = await folderWithScript(`[ "$1" = bound ] || [ "$1" = renew ] || exit 0`);
    const asked = ['hostname', 'bootfile', 'tftp', 'domain', 'dns', 'router', 'subnet', 'lease'];
    const program = rig.inClient('busybox', [
      ...['udhcpc', '-i', options.device ?? 'pc0', '-f', '-n', '-t', '8', '-T', '2', '-s', script],
      ...asked.flatMap((name) => ['-O', name]),
      ...(options.args ?? []),
    ]);
    return new DhcpClient(program, folder, () => signal(program, 'SIGUSR2'));
  }

  /**
   * ISC dhclient. With the lease file of an earlier run it asks for its old address first (RFC 2131 §3.2). `declines`: an
   * address that its script does not take, which is how it learns of a conflict.
   */
  static async dhclient(
    rig: NetworkRig,
    options: { readonly device?: string; readonly leaseFile?: string; readonly declines?: string } = {},
  ): Promise<DhcpClient> {
    const { folder, script } = await folderWithScript(
      `case "$reason" in BOUND|REBOOT|RENEW|REBIND) ;; *) exit 0 ;; esac
[ "$new_ip_address" != "${options.declines ?? ''}" ] || exit 1`,
    );
    const configuration = join(folder, 'dhclient.conf');
    await writeFile(
      configuration,
      'request subnet-mask, routers, domain-name, domain-name-servers, host-name, bootfile-name, tftp-server-name;\n',
    );
    const files = [
      '-cf',
      configuration,
      '-lf',
      options.leaseFile ?? join(folder, 'leases'),
      '-pf',
      join(folder, 'pid'),
    ];
    const device = options.device ?? 'pc0';
    // -1 would end it with its first DECLINE.
    const tries = options.declines === undefined ? ['-1'] : [];
    const program = rig.inClient('dhclient', ['-4', '-d', ...tries, '-v', '-sf', script, ...files, device]);
    const release = (): Promise<unknown> =>
      rig.inClient('dhclient', ['-4', '-r', '-sf', script, ...files, device]).waitForEnd(LEASE_MILLISECONDS);
    return new DhcpClient(program, folder, release);
  }

  /** dhcpcd, which probes its address by ARP before it takes it. Its folders in /var and /run are replaced by empty ones. */
  static async dhcpcd(rig: NetworkRig, device = 'pc0'): Promise<DhcpClient> {
    const { folder, script } = await folderWithScript(
      `case "$reason" in BOUND|REBOOT|RENEW|REBIND) ;; *) exit 0 ;; esac`,
    );
    const configuration = join(folder, 'dhcpcd.conf');
    await writeFile(configuration, 'option subnet_mask, routers, host_name, domain_name, domain_name_servers\n');
    // `ip netns exec` gives each program a mount namespace of its own, so the host sees nothing of these mounts.
    const hideFolders = 'mkdir -p /var/lib/dhcpcd && mount -t tmpfs none /var/lib/dhcpcd && mount -t tmpfs none /run';
    const command = `${hideFolders} && exec dhcpcd -4 -B -t 30 -f '${configuration}' -c '${script}' ${device}`;
    const program = rig.inClient('sh', ['-c', command]);
    return new DhcpClient(program, folder, () => signal(program, 'SIGALRM'));
  }

  /** Waits for the lease and gives what the client says about it. */
  async lease(): Promise<LeaseFacts> {
    const match = await this.program.waitFor(/lease begins\r?\n([\s\S]*?)lease ends/, LEASE_MILLISECONDS);
    return factsIn(match[1] ?? '', LEASE_LINE);
  }

  /** Waits until it says that it goes on with its lease; `as`: its own word for how, said so often by then. */
  async renewed(as: 'renew' | 'RENEW' | 'REBIND', times = 1): Promise<LeaseFacts> {
    const once = `lease begins\\r?\\nlease event=${as}\\r?\\n([\\s\\S]*?)lease ends`;
    const pattern = new RegExp(Array.from({ length: times }, () => once).join('[\\s\\S]*'));
    return factsIn((await this.program.waitFor(pattern, LEASE_MILLISECONDS))[times] ?? '', LEASE_LINE);
  }

  async stop(): Promise<void> {
    await this.program.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/**
 * bootpc, a BOOTP client (RFC 951) that prints shell variables and ends. It uses an ordinary socket, so it needs a route
 * for its broadcast and, having no address yet, a broadcast answer. `host`: on the card of a host of its own (`addHost`),
 * as behind a relay, whose addresses in its own namespace the kernel would take for the client's.
 */
export async function askByBootp(rig: NetworkRig, host?: string): Promise<LeaseFacts> {
  const device = host === undefined ? 'pc0' : 'eth0';
  await rig.ip(host ?? rig.client, 'route', 'replace', 'default', 'dev', device);
  const args = ['--dev', device, '--returniffail', '--timeoutwait', '15', '--serverbcast'];
  const program = rig.inHost(host ?? rig.client, 'bootpc', args);
  const end = await program.waitForEnd(LEASE_MILLISECONDS);
  if (end.code !== 0) throw new Error(`bootpc: exit status ${end.code}\n${end.output}`);
  return factsIn(end.output, /^(\w+)='?(.*?)'?$/gm);
}

function factsIn(text: string, line: RegExp): LeaseFacts {
  return Object.fromEntries([...text.matchAll(line)].map((match) => [match[1] ?? '', (match[2] ?? '').trimEnd()]));
}

function signal(program: RunningProgram, name: NodeJS.Signals): Promise<void> {
  process.kill(program.pid ?? 0, name);
  return Promise.resolve();
}

async function folderWithScript(guard: string): Promise<{ readonly folder: string; readonly script: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'reveille-client-'));
  await chmod(folder, 0o755);
  const script = join(folder, 'print-lease');
  await writeFile(
    script,
    `#!/bin/sh\n${guard}\necho lease begins\necho "lease event=\${reason:-$1}"\n/usr/bin/env | /bin/sed 's/^/lease /'\necho lease ends\n`,
  );
  await chmod(script, 0o755);
  return { folder, script };
}
