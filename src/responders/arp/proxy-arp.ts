import { Injectable } from '@nestjs/common';
import { Clock } from '../../clock/clock.port.js';
import { MachineDirectory } from '../../inventory/machine-directory.js';
import { Journal } from '../../journal/journal.port.js';
import type { FramePort } from '../../net/net.port.js';
import { formatIpv4Address } from '../../values/ipv4-address.js';
import { formatMacAddress } from '../../values/mac-address.js';
import { encodeArp, type ArpPacket } from '../../wire/arp/arp.codec.js';
import type { AddressClaim } from '../address-claim.js';
import { PresenceBook } from './presence-book.js';
import { decideProxyArp } from './proxy-arp.decision.js';
import { RecentKeys } from './recent-keys.js';

/** One asker is answered once a second for one address, as RFC 1122 §2.3.2.1 lets it ask. */
const SAME_QUESTION_MS = 1_000;
/** All askers together, in one second. */
const MOST_A_SECOND = 200;
const MOST_REMEMBERED = 10_000;

/** Answers ARP for machines that are marked remote, with the hardware address of the router that reaches them. */
@Injectable()
export class ProxyArp {
  private readonly presence = new PresenceBook();
  private readonly answered = new RecentKeys(SAME_QUESTION_MS, MOST_REMEMBERED);
  private readonly all = new RecentKeys(1_000, 1);

  constructor(
    private readonly directory: MachineDirectory,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  hear(packet: ArpPacket, claim: AddressClaim | undefined, port: FramePort): void {
    if (claim?.kind === 'use') this.presence.heard(claim.address);
    const known = this.directory.byIp(packet.targetProtocolAddress);
    if (known?.nic.details?.proxyArp === undefined) return;
    const mode = this.directory.networkOf(packet.targetProtocolAddress)?.mode;
    if (mode === 'off' || mode === 'shadow') return;
    const now = this.clock.elapsed();
    const verdict = decideProxyArp(packet, known.nic, port.interface, (address) =>
      this.presence.presenceOf(address, now),
    );
    if (verdict.kind === 'no') return;
    const { targetProtocolAddress: address, senderHardwareAddress } = packet;
    if (verdict.kind === 'probe') {
      this.presence.asked(address, now);
      port.send(encodeArp(verdict.probe));
      return;
    }
    if (this.answered.count(`${address} ${senderHardwareAddress}`, now) > 1) return;
    if (this.all.count('all', now) > MOST_A_SECOND) return;
    port.send(encodeArp(verdict.reply));
    this.journal.record({
      at: this.clock.now(),
      protocol: 'arp',
      what: 'ARP request -> proxy ARP reply',
      outcome: 'noted',
      machineId: known.machine.id,
      hostname: known.machine.hostname,
      mac: known.nic.mac,
      ip: formatIpv4Address(address),
      interface: port.interface.name,
      detail: { asker: formatMacAddress(senderHardwareAddress) },
    });
  }
}
