import { Injectable } from '@nestjs/common';
import type { KnownMachine } from '../../boot/known-machine.js';
import { RARP_KINDS, rarpBootFile } from '../../boot/rarp-boot-file.js';
import { HexNamedFiles } from '../../boot-files/hex-named-files.js';
import { MachineDirectory } from '../../inventory/machine-directory.js';
import type { JournalRow } from '../../journal/journal-row.entity.js';
import { JournalRepository } from '../../journal/journal.repository.js';
import { Journal } from '../../journal/journal.port.js';
import { Net } from '../../net/net.port.js';
import { ResponderStatus } from '../../responders/responder-status.js';
import type { MacAddress } from '../../values/mac-address.js';
import { diagnose, type HeardOf, type ServiceState } from '../diagnose.js';
import type { Diagnosis } from '../diagnosis.js';
import { findNearMachine, type NearMachine } from '../near-mac.js';

/** What a machine that boots asks first; the others matter only to one that has been answered. */
const FIRST_ASKED: ReadonlySet<string> = new Set(['RARP', 'DHCP and BOOTP']);
const LATEST_ROWS = 50;

export interface Diagnosed {
  readonly machine: KnownMachine | undefined;
  readonly nearest: NearMachine | undefined;
  readonly items: readonly Diagnosis[];
}

/** Gathers what a diagnosis looks at: records, interfaces, responders, and what was heard lately. */
@Injectable()
export class Diagnoses {
  constructor(
    private readonly directory: MachineDirectory,
    private readonly net: Net,
    private readonly status: ResponderStatus,
    private readonly files: HexNamedFiles,
    private readonly journal: Journal,
    private readonly rows: JournalRepository,
  ) {}

  async ofMachine(machine: KnownMachine): Promise<Diagnosed> {
    return this.of(undefined, machine, undefined);
  }

  async ofMac(mac: MacAddress): Promise<Diagnosed> {
    const machine = this.directory.byMac(mac)?.machine;
    const nearest = machine === undefined ? this.nearestTo(mac) : undefined;
    return this.of(mac, machine, nearest);
  }

  nearestTo(mac: MacAddress): NearMachine | undefined {
    return findNearMachine(mac, (candidate) => this.directory.byMac(candidate));
  }

  private async of(
    mac: MacAddress | undefined,
    machine: KnownMachine | undefined,
    nearest: NearMachine | undefined,
  ): Promise<Diagnosed> {
    await this.journal.flush();
    const heard = await this.heardOf(machine, mac);
    const items = diagnose({
      mac,
      machine,
      nearest,
      nearestWasHeard: nearest !== undefined && (await this.heardOf(nearest.machine, nearest.mac)).length > 0,
      wires: this.net.interfaces(),
      networkOf: (address) => this.directory.networkOf(address),
      networksOnWire: (wire) => this.directory.networksOnWire(wire),
      services: this.services(),
      heard,
      hasRarpBootFile: machine !== undefined && this.hasRarpBootFile(machine),
    });
    return { machine, nearest, items };
  }

  private async heardOf(machine: KnownMachine | undefined, mac: MacAddress | undefined): Promise<HeardOf[]> {
    const macs = machine === undefined ? [] : machine.nics.flatMap((nic) => (nic.mac === undefined ? [] : [nic.mac]));
    const whose = machine === undefined ? { macs: mac === undefined ? [] : [mac] } : { machineId: machine.id, macs };
    const rows = await this.rows.read({ ...whose, limit: LATEST_ROWS });
    return rows.filter(({ protocol }) => protocol !== 'install').map(heardIn);
  }

  private hasRarpBootFile(machine: KnownMachine): boolean {
    return machine.nics.some(
      ({ ip }) =>
        ip !== undefined &&
        (rarpBootFile(machine, this.directory.networkOf(ip), RARP_KINDS) !== undefined || this.files.has(ip)),
    );
  }

  private services(): ServiceState[] {
    const off = [...this.status.allOff()].map(([responder, why]) => ({
      responder,
      interface: undefined,
      up: false,
      why,
    }));
    const lines = this.status.all().map(({ responder, interface: where, up, note }) => ({
      responder,
      interface: where,
      up,
      why: note ?? 'it could not be opened',
    }));
    return [...off, ...lines].filter(({ responder }) => FIRST_ASKED.has(responder));
  }
}

function heardIn({ protocol, interface: arrival, reason, detail }: JournalRow): HeardOf {
  const facts = detail === null ? {} : (JSON.parse(detail) as Readonly<Record<string, unknown>>);
  return {
    protocol,
    interface: arrival ?? undefined,
    reason: reason ?? undefined,
    relayed: facts['relay'] !== undefined,
  };
}
