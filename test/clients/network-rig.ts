import { RunningProgram, runToEnd, type ProgramOptions } from './running-program.js';

/** What programs in the namespaces have in their environment: nothing that depends on who runs the tests. */
const BARE_ENVIRONMENT = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/root',
  LANG: 'C.UTF-8',
} as const;

/** Namespaces are called `rvl-<process id of their owner>-<label>-<server, client or another host's name>`. */
const NAMESPACE_NAME = /^rvl-(\d+)-/;

export interface RigOptions {
  /** Short name of the test, part of the namespaces' names. */
  readonly label: string;
  /** Addresses that the server has, one per wire: `10.79.0.1/24`. */
  readonly serverAddresses: readonly string[];
}

/**
 * A small network of our own, in two network namespaces; nothing of it is seen by the host.
 *
 * ```
 *  server namespace          client namespace
 *  wire0 10.79.0.1/24 ────── uplink0 ┐
 *                             port0 ─┤ switch0 (a bridge)      pc0 ── port0
 *                             tap0 ──┘ for a virtual machine
 * ```
 *
 * `pc0` is a client's network card: programs of the client namespace use it. More wires repeat this with 1, 2, ….
 */
export class NetworkRig {
  readonly server: string;
  readonly client: string;
  private readonly programs = new Set<RunningProgram>();
  /** Namespaces of further hosts. */
  private readonly hosts: string[] = [];

  private constructor(private readonly label: string) {
    this.server = this.nameOf('server');
    this.client = this.nameOf('client');
  }

  /** Removes what a run that died has left behind, then builds the network. Needs root. */
  static async create(options: RigOptions): Promise<NetworkRig> {
    const rig = new NetworkRig(options.label);
    await removeLeftovers([rig.server, rig.client]);
    try {
      for (const namespace of [rig.server, rig.client]) {
        await rig.addNamespace(namespace);
      }
      for (const [wire, address] of options.serverAddresses.entries()) {
        await rig.addSwitch(wire);
        await rig.plugWire(wire, address);
      }
    } catch (error) {
      await rig.remove();
      throw error;
    }
    return rig;
  }

  /** Starts a program in the server namespace; `env` is added to a bare environment. */
  inServer(command: string, args: readonly string[], options?: ProgramOptions): RunningProgram {
    return this.start(this.server, command, args, options);
  }

  /** Starts a program in the client namespace; `env` is added to a bare environment. */
  inClient(command: string, args: readonly string[], options?: ProgramOptions): RunningProgram {
    return this.start(this.client, command, args, options);
  }

  /** Starts a program on a host of `addHost`. */
  inHost(host: string, command: string, args: readonly string[], options?: ProgramOptions): RunningProgram {
    return this.start(host, command, args, options);
  }

  /** Runs `ip` on a namespace. */
  async ip(namespace: string, ...args: string[]): Promise<string> {
    return runToEnd('ip', ['-n', namespace, ...args]);
  }

  /** Makes `pc0` another machine's card: its hardware address, no IP address, link up. */
  async becomeMachine(mac: string, device = 'pc0'): Promise<void> {
    await this.ip(this.client, 'addr', 'flush', 'dev', device);
    await this.ip(this.client, 'link', 'set', device, 'down');
    await this.ip(this.client, 'link', 'set', device, 'address', mac);
    await this.ip(this.client, 'link', 'set', device, 'up');
  }

  /** Plugs one more card into the switch, for another machine than that of `pc0`. */
  async addCard(device: string, mac: string, wire = 0): Promise<void> {
    const port = `${device}-port`;
    await this.ip(this.client, 'link', 'add', device, 'type', 'veth', 'peer', 'name', port);
    await this.ip(this.client, 'link', 'set', port, 'master', `switch${wire}`, 'up');
    await this.becomeMachine(mac, device);
  }

  /**
   * Plugs a host of its own into the switch, for clients that take no notice of other cards of their own host. Gives its
   * namespace; its card is `eth0` and has no address yet.
   */
  async addHost(name: string, mac: string, wire = 0): Promise<string> {
    const host = this.nameOf(name);
    this.hosts.push(host);
    await this.addNamespace(host);
    const port = `${name}-port`;
    await this.ip(host, 'link', 'add', 'eth0', 'type', 'veth', 'peer', 'name', port, 'netns', this.client);
    await this.ip(this.client, 'link', 'set', port, 'master', `switch${wire}`, 'up');
    await this.ip(host, 'link', 'set', 'eth0', 'address', mac);
    await this.ip(host, 'link', 'set', 'eth0', 'up');
    return host;
  }

  /** Plugs wire `n` into the server (as `wire<n>`) and into `switch<n>`; also again after it was pulled out. */
  async plugWire(wire: number, address: string): Promise<void> {
    const { server, client } = this;
    const [device, uplink] = [`wire${wire}`, `uplink${wire}`];
    await this.ip(server, 'link', 'add', device, 'type', 'veth', 'peer', 'name', uplink, 'netns', client);
    await this.ip(client, 'link', 'set', uplink, 'master', `switch${wire}`, 'up');
    await this.ip(server, 'addr', 'add', address, 'dev', device);
    await this.ip(server, 'link', 'set', device, 'up');
  }

  /** Pulls the wire's device out of the server, as a USB adapter is. */
  async unplugWire(wire: number): Promise<void> {
    await this.ip(this.server, 'link', 'del', `wire${wire}`);
  }

  /** Ends what runs in the namespaces and removes them, with all that is in them. */
  async remove(): Promise<void> {
    await Promise.all([...this.programs].map((program) => program.stop()));
    for (const namespace of [...this.hosts, this.client, this.server]) await removeNamespace(namespace);
  }

  private nameOf(part: string): string {
    return `rvl-${process.pid}-${this.label}-${part}`;
  }

  private async addNamespace(namespace: string): Promise<void> {
    await runToEnd('ip', ['netns', 'add', namespace]);
    await this.ip(namespace, 'link', 'set', 'lo', 'up');
    await this.answerArpAsHostsDo(namespace);
  }

  /**
   * Several cards lie in one namespace. Linux by itself answers ARP on every card for every address of the
   * namespace: the bridge would claim what `pc0` has, and an answer sent to the address would pass `pc0` by.
   */
  private async answerArpAsHostsDo(namespace: string): Promise<void> {
    const setting = '/proc/sys/net/ipv4/conf/all/arp_ignore';
    await runToEnd('ip', ['netns', 'exec', namespace, 'sh', '-c', `echo 1 > ${setting}`]);
  }

  private async addSwitch(wire: number): Promise<void> {
    const { client } = this;
    const [bridge, port, pc, tap] = [`switch${wire}`, `port${wire}`, `pc${wire}`, `tap${wire}`];
    await this.ip(client, 'link', 'add', bridge, 'type', 'bridge', 'mcast_snooping', '0');
    await this.ip(client, 'link', 'add', pc, 'type', 'veth', 'peer', 'name', port);
    await this.ip(client, 'tuntap', 'add', 'dev', tap, 'mode', 'tap');
    for (const member of [port, tap]) await this.ip(client, 'link', 'set', member, 'master', bridge, 'up');
    for (const device of [bridge, pc]) await this.ip(client, 'link', 'set', device, 'up');
  }

  private start(namespace: string, command: string, args: readonly string[], options?: ProgramOptions): RunningProgram {
    const program = new RunningProgram('ip', ['netns', 'exec', namespace, command, ...args], {
      ...options,
      env: { ...BARE_ENVIRONMENT, ...options?.env },
    });
    this.programs.add(program);
    void program.ended.then(() => this.programs.delete(program));
    return program;
  }
}

async function namespaces(): Promise<string[]> {
  const output = await runToEnd('ip', ['netns', 'list']);
  return output.split('\n').flatMap((line) => line.split(' ').slice(0, 1).filter(Boolean));
}

/** Removes namespaces of ours whose owner lives no more, and `wanted` names. Those of another run that goes on stay. */
async function removeLeftovers(wanted: readonly string[]): Promise<void> {
  for (const namespace of await namespaces()) {
    const owner = NAMESPACE_NAME.exec(namespace)?.[1];
    const abandoned = owner !== undefined && !isAlive(Number(owner));
    if (abandoned || wanted.includes(namespace)) await removeNamespace(namespace);
  }
}

async function removeNamespace(namespace: string): Promise<void> {
  if (!(await namespaces()).includes(namespace)) return;
  // Daemons that left their parent are still inside; only what runs in a namespace of ours is listed here.
  const pids = (await runToEnd('ip', ['netns', 'pids', namespace])).split(/\s+/).filter(Boolean).map(Number);
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself meanwhile.
    }
  }
  await runToEnd('ip', ['netns', 'del', namespace]);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
