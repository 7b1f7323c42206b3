import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { encodeCursor, type Page } from '../api/paging.js';
import { notFoundProblem } from '../api/problem.js';
import { MachineDirectory } from '../inventory/machine-directory.js';
import type { MachineView } from '../inventory/machines/machine.view.js';
import { MachinesService } from '../inventory/machines/machines.service.js';
import { Journal } from '../journal/journal.port.js';
import { Log, type AreaLog } from '../logging/log.js';
import { formatMacAddress, parseMacAddress, type MacAddress } from '../values/mac-address.js';
import { VendorNames } from '../vendors/vendor-names.js';
import { SightingBook } from './sighting-book.js';
import { viewSighting, type AdoptionInput, type SightingQuery, type SightingView } from './sighting.schema.js';
import type { SightingEntity } from './sighting.entity.js';
import { SightingRepository } from './sighting.repository.js';

/** How often what was seen is written down. */
const WRITE_EVERY_MS = 2_000;

/** Who was seen and is not in the inventory, and how it gets there: by a person's word only. */
@Injectable()
export class SightingsService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly book = new SightingBook();
  private readonly log: AreaLog;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly repository: SightingRepository,
    private readonly journal: Journal,
    private readonly directory: MachineDirectory,
    private readonly machines: MachinesService,
    private readonly vendors: VendorNames,
    log: Log,
  ) {
    this.log = log.area('sightings');
  }

  onApplicationBootstrap(): void {
    this.journal.hear((event) => this.book.note(event));
    this.timer = setInterval(() => void this.write(), WRITE_EVERY_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.write();
  }

  /** The latest seen first; only those that no machine has now. */
  async list(query: SightingQuery): Promise<Page<SightingView>> {
    await this.write();
    const rows = await this.repository.list(query);
    const shown = rows.slice(0, query.limit);
    const strangers = shown.filter(({ mac }) => this.directory.byMac(macOf(mac)) === undefined);
    return {
      items: await Promise.all(strangers.map((row) => this.view(row))),
      nextCursor: rows.length > query.limit ? encodeCursor((query.cursor ?? 0) + query.limit) : null,
    };
  }

  async get(mac: MacAddress): Promise<SightingView> {
    return this.view(await this.known(mac));
  }

  /** Makes a machine of what was seen. 404 when it was not; 409 and 422 as for any machine. */
  async adopt(mac: MacAddress, { ip, ...machine }: AdoptionInput): Promise<MachineView> {
    await this.known(mac);
    const adopted = await this.machines.create({ ...machine, nics: [{ mac, ip }] });
    await this.repository.remove([mac]);
    return adopted;
  }

  /** Forgets it; it comes back when it asks again. */
  async remove(mac: MacAddress): Promise<void> {
    await this.write();
    if (!(await this.repository.remove([mac]))) throw neverSeen(mac);
  }

  private async known(mac: MacAddress): Promise<SightingEntity> {
    await this.write();
    const row = await this.repository.get(mac);
    if (row === undefined) throw neverSeen(mac);
    return row;
  }

  private async view(row: SightingEntity): Promise<SightingView> {
    return viewSighting(row, await this.vendors.nameOf(macOf(row.mac)));
  }

  /** Writes down what was seen since the last time; writes take turns. */
  private write(): Promise<void> {
    this.writing = this.writing.then(async () => {
      const seen = this.book.take();
      if (seen.length === 0) return;
      try {
        await this.repository.add(seen);
      } catch (error) {
        this.log.warn({ err: error }, `${seen.length} sightings could not be written down`);
      }
    });
    return this.writing;
  }
}

function neverSeen(mac: MacAddress): Error {
  return notFoundProblem(`${formatMacAddress(mac)} was not seen, or a machine has it already.`);
}

function macOf(text: string): MacAddress {
  const mac = parseMacAddress(text);
  if (!mac.ok) throw new Error(`the table of sightings holds "${text}": ${mac.error}`);
  return mac.value;
}
