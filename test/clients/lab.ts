import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Appliance, type ApplianceOptions } from './appliance.js';
import { NetworkRig } from './network-rig.js';

/** The server's address on the first wire, and that wire's network as the inventory gets it. */
export const SERVER_ADDRESS = '10.79.0.1';
export const LAB_NETWORK = {
  name: 'lab',
  cidr: '10.79.0.0/24',
  gateway: '10.79.0.2',
  dns: ['10.79.0.1', '10.79.0.3'],
  domain: 'lab.example',
  mode: 'known',
  authoritative: true,
  leaseSeconds: 3600,
} as const;

export interface LabOptions {
  readonly label: string;
  /** More wires than the lab's own: the server's addresses on them. */
  readonly moreWires?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What shall run in the server's namespace before the appliance starts. */
  readonly beforeAppliance?: (rig: NetworkRig) => Promise<void>;
}

/** An appliance on a wire of its own, with one network in its inventory, ready for clients. */
export class Lab {
  private constructor(
    readonly rig: NetworkRig,
    private running: Appliance,
    readonly networkId: number,
    private readonly options: ApplianceOptions & { readonly folder: string },
  ) {}

  /** Needs root, because it makes network namespaces. */
  static async start(options: LabOptions): Promise<Lab> {
    if (process.getuid?.() !== 0) throw new Error('real-client tests make network namespaces: run them as root');
    const rig = await NetworkRig.create({
      label: options.label,
      serverAddresses: [`${SERVER_ADDRESS}/24`, ...(options.moreWires ?? [])],
    });
    const folder = await mkdtemp(join(tmpdir(), 'reveille-lab-'));
    try {
      await options.beforeAppliance?.(rig);
      const how = { folder, ...(options.env && { env: options.env }) };
      const appliance = await Appliance.start(rig, how);
      return new Lab(rig, appliance, await appliance.addNetwork(LAB_NETWORK), how);
    } catch (error) {
      await rig.remove();
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  get appliance(): Appliance {
    return this.running;
  }

  /** Pulls the appliance's plug, as kill -9 does, and starts it again on what it has on the disk. */
  async crashAndStartAgain(): Promise<void> {
    process.kill(this.running.program.pid ?? 0, 'SIGKILL');
    await this.running.program.ended;
    await this.running.stop();
    this.running = await Appliance.start(this.rig, this.options);
  }

  /** Adds a machine with one NIC and makes `pc0` that machine's card. */
  async addMachineAtPc0(
    machine: { readonly hostname: string; readonly mac: string; readonly ip: string } & Readonly<
      Record<string, unknown>
    >,
  ): Promise<number> {
    const { mac, ip, ...rest } = machine;
    const id = await this.appliance.addMachine({ ...rest, nics: [{ mac, ip }] });
    await this.rig.becomeMachine(mac);
    return id;
  }

  /** Changes the lab's network, as PATCH does. */
  async changeNetwork(change: Readonly<Record<string, unknown>>): Promise<void> {
    const { status, text } = await this.appliance.rest.patch(`/api/v1/networks/${this.networkId}`, change);
    if (status !== 200) throw new Error(`expected 200: ${status} ${text}`);
  }

  async stop(): Promise<void> {
    await this.appliance.stop();
    await this.rig.remove();
    await rm(this.options.folder, { recursive: true, force: true });
  }
}
