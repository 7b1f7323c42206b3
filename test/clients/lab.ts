import { Appliance } from './appliance.js';
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
    readonly appliance: Appliance,
    readonly networkId: number,
  ) {}

  /** Needs root, because it makes network namespaces. */
  static async start(options: LabOptions): Promise<Lab> {
    if (process.getuid?.() !== 0) throw new Error('real-client tests make network namespaces: run them as root');
    const rig = await NetworkRig.create({
      label: options.label,
      serverAddresses: [`${SERVER_ADDRESS}/24`, ...(options.moreWires ?? [])],
    });
    try {
      await options.beforeAppliance?.(rig);
      const appliance = await Appliance.start(rig, { ...(options.env && { env: options.env }) });
      try {
        return new Lab(rig, appliance, await appliance.addNetwork(LAB_NETWORK));
      } catch (error) {
        await appliance.stop();
        throw error;
      }
    } catch (error) {
      await rig.remove();
      throw error;
    }
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

  async stop(): Promise<void> {
    await this.appliance.stop();
    await this.rig.remove();
  }
}
