import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Log } from '../../logging/log.js';
import { Net, type FramePort, type NetworkInterface } from '../../net/net.port.js';
import { Settings } from '../../settings/settings.js';
import type { Ipv4Address } from '../../values/ipv4-address.js';
import { decodeArp } from '../../wire/arp/arp.codec.js';
import { ETHER_TYPE_ARP } from '../../wire/ethernet/ethernet.codec.js';
import { InterfacePorts } from '../interface-ports.js';
import { ResponderStatus } from '../responder-status.js';
import { AddressAnnouncer } from './address-announcer.js';
import { readAddressClaim } from '../address-claim.js';
import { ConflictWatch } from './conflict-watch.js';
import { ProxyArp } from './proxy-arp.js';

const RESPONDER = 'ARP';

/**
 * Hears EtherType 0x0806 on every interface: who claims an address that is another's, and, with REVEILLE_ARP_PROXY, who
 * asks for a remote machine. Announces addresses that move to this appliance.
 */
@Injectable()
export class ArpResponder implements OnApplicationBootstrap {
  private readonly ports: InterfacePorts;
  private readonly ownAddresses = new Map<number, readonly Ipv4Address[]>();
  private unfollow: () => void = () => undefined;

  constructor(
    private readonly net: Net,
    private readonly settings: Settings,
    private readonly status: ResponderStatus,
    private readonly announcer: AddressAnnouncer,
    private readonly conflicts: ConflictWatch,
    private readonly proxy: ProxyArp,
    log: Log,
  ) {
    this.ports = new InterfacePorts(
      net,
      {
        responder: RESPONDER,
        where: 'EtherType 0x0806',
        open: (networkInterface) =>
          net.openFrames(
            networkInterface,
            ETHER_TYPE_ARP,
            (frame, port) => this.hear(frame, port),
            settings.arpProxy ? 'all' : 'address-claims',
          ),
      },
      status,
      log.area('arp'),
    );
  }

  onApplicationBootstrap(): void {
    if (!this.settings.responders.arp) {
      this.status.switchedOff(RESPONDER, 'REVEILLE_ARP=off');
      return;
    }
    this.ports.start();
    if (this.settings.arpAnnounce) this.followAddresses();
  }

  stop(): void {
    this.unfollow();
    this.announcer.stop();
    this.ports.stop();
  }

  private hear(frame: Buffer, port: FramePort): void {
    const decoded = decodeArp(frame);
    // A frame that cannot be read claims nothing; nobody waits for an answer.
    if (!decoded.ok) return;
    const claim = readAddressClaim(decoded.value);
    if (claim !== undefined) this.conflicts.hear(claim, port.interface);
    if (this.settings.arpProxy) this.proxy.hear(decoded.value, claim, port);
  }

  /** What an interface had when we started, others have learnt long ago; what comes later has moved here. */
  private followAddresses(): void {
    for (const one of this.net.interfaces()) this.ownAddresses.set(one.index, addressesOf(one));
    this.unfollow = this.net.onInterfaceChange((change) => {
      for (const { index } of change.vanished) this.ownAddresses.delete(index);
      for (const one of [...change.appeared, ...change.changed]) {
        const before = this.ownAddresses.get(one.index) ?? [];
        const now = addressesOf(one);
        this.ownAddresses.set(one.index, now);
        const moved = now.filter((address) => !before.includes(address));
        if (moved.length > 0 && !one.loopback) this.announcer.announceOn(one, moved);
      }
    });
  }
}

function addressesOf({ addresses }: NetworkInterface): readonly Ipv4Address[] {
  return addresses.map(({ address }) => address);
}
