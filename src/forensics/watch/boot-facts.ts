import { Injectable } from '@nestjs/common';
import type { KnownMachine, KnownNetwork } from '../../boot/known-machine.js';
import { MachineDirectory } from '../../inventory/machine-directory.js';
import { Net } from '../../net/net.port.js';
import type { Instant } from '../../values/instant.js';
import { OtherServersResponder } from '../../responders/other-servers/other-servers.responder.js';
import { formatIpv4Address, parseIpv4Address } from '../../values/ipv4-address.js';
import { formatMacAddress } from '../../values/mac-address.js';
import type { BootAttempt } from '../boot-attempt.js';
import { isContainerWire } from '../diagnose.js';
import { nearMachineFinder } from '../near-mac.js';
import type { BootFacts, HeardServer } from '../rule.js';

/** A server that was silent for longer before a boot says nothing about it: it may be gone. */
const HEARD_BEFORE_MS = 60 * 60_000;

/** Gathers what the rules look at beside the events of a boot. */
@Injectable()
export class BootFactsSource {
  constructor(
    private readonly directory: MachineDirectory,
    private readonly net: Net,
    private readonly others: OtherServersResponder,
  ) {}

  factsOf(attempt: BootAttempt, machine: KnownMachine | undefined, now: Instant): BootFacts {
    const mac = attempt.events.find((event) => event.mac !== undefined)?.mac;
    const wires = this.net.interfaces();
    return {
      now,
      machine,
      network: this.networkOf(attempt, machine),
      findNearest: nearMachineFinder(machine === undefined ? mac : undefined, (candidate) =>
        this.directory.byMac(candidate),
      ),
      contained: wires.length > 0 && wires.every(isContainerWire),
      otherServers: this.otherServers(attempt),
    };
  }

  private otherServers({ startedAt, events }: BootAttempt): readonly HeardServer[] {
    const wires = new Set(events.map((event) => event.interface));
    return this.others
      .all()
      .filter((one) => wires.has(one.interface) && one.lastSeen >= startedAt - HEARD_BEFORE_MS)
      .map(({ server, mac, last }) => ({
        server: formatIpv4Address(server),
        mac: formatMacAddress(mac),
        isBinl: last.isBinl,
      }));
  }

  private networkOf({ events }: BootAttempt, machine: KnownMachine | undefined): KnownNetwork | undefined {
    const given = events.find(({ ip }) => ip !== undefined)?.ip;
    const address = given === undefined ? undefined : parseIpv4Address(given);
    if (address?.ok === true) return this.directory.networkOf(address.value);
    const own = machine?.nics.find(({ ip }) => ip !== undefined)?.ip;
    if (own !== undefined) return this.directory.networkOf(own);
    const wire = this.net.interfaces().find(({ name }) => name === events[0]?.interface);
    return wire && this.directory.networksOnWire(wire)[0];
  }
}
