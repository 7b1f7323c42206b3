import { expect } from 'vitest';
import { VirtualNet } from '../../src/net/virtual/virtual-net.js';
import { BROADCAST_ADDRESS } from '../../src/values/ipv4-address.js';
import { networkOf } from '../../src/values/ipv4-network.js';
import { decodeBootp, encodeBootpRequest } from '../../src/wire/bootp/bootp.codec.js';
import { readEthernetHeader } from '../../src/wire/ethernet/ethernet.codec.js';
import { decodeUdpFrame, encodeUdpFrame } from '../../src/wire/ipv4/udp-frame.codec.js';
import { TftpTestClient } from '../clients/tftp-client.js';
import { ip, mac, must } from '../fakes/known-lab.js';
import { SERVER_MAC, type VirtualAppliance } from './virtual-appliance.js';

const DISCOVER = 1;

/** Who asks: PXE firmware of an architecture (option 93), or iPXE that it has loaded. */
export interface AskingProgram {
  readonly architecture: number;
  readonly ipxe?: boolean;
}

/** A machine of the inventory that boots on the virtual wire: its ROM asks by DHCP and fetches by TFTP. */
export class BootingClient {
  private readonly tftp: TftpTestClient;

  constructor(
    private readonly appliance: VirtualAppliance,
    private readonly machineId: number,
    private readonly hardware: string,
    address: string,
  ) {
    const net = new VirtualNet();
    const addresses = [{ address: ip(address), network: networkOf(ip(address), 24) }];
    const networkInterface = net.addInterface(appliance.wire, { name: 'eth0', mac: mac(hardware), addresses });
    this.tftp = TftpTestClient.onNet(net, networkInterface, ip('10.79.0.1'));
  }

  /** The boot file that it is told; empty for none. */
  async toldFile({ architecture, ipxe = false }: AskingProgram = { architecture: 0 }): Promise<string> {
    const { appliance, hardware } = this;
    const before = appliance.frames.length;
    const payload = encodeBootpRequest({
      mac: mac(hardware),
      transactionId: 7,
      options: [
        [53, Buffer.from([DISCOVER])],
        [60, Buffer.from(`PXEClient:Arch:${String(architecture).padStart(5, '0')}:UNDI:003016`)],
        [93, Buffer.from([0, architecture])],
        ...(ipxe ? [[77, Buffer.from('iPXE')] as const] : []),
      ],
    });
    appliance.wire.inject(
      encodeUdpFrame({
        sourceMac: mac(hardware),
        destinationMac: mac('ff:ff:ff:ff:ff:ff'),
        sourceAddress: ip('0.0.0.0'),
        destinationAddress: BROADCAST_ADDRESS,
        sourcePort: 68,
        destinationPort: 67,
        payload,
      }),
    );
    await new Promise((resolve) => setImmediate(resolve));
    const answer = appliance.frames
      .slice(before)
      .find((frame) => readEthernetHeader(frame)?.source === mac(SERVER_MAC));
    if (answer === undefined) throw new Error('no answer');
    return must(decodeBootp(must(decodeUdpFrame(answer)).payload)).bootFile;
  }

  /** Fetches files until each is told on the timeline as complete. */
  async fetch(...files: string[]): Promise<void> {
    for (const file of files) {
      const before = await this.completeTransfers();
      await this.tftp.fetch(file);
      await expect.poll(() => this.completeTransfers()).toBe(before + 1);
    }
  }

  /** Asks for a file; gives the words of the error, or undefined when it came. */
  async refusalOf(file: string): Promise<string | undefined> {
    return this.tftp.fetch(file).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
  }

  private async completeTransfers(): Promise<number> {
    return (await this.appliance.timeline(this.machineId)).filter(({ what }) => what === 'transfer complete').length;
  }
}
