import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { MachineDirectory } from '../inventory/machine-directory.js';
import { Log, type AreaLog } from '../logging/log.js';
import type { Instant } from '../values/instant.js';
import type { Ipv4Address } from '../values/ipv4-address.js';
import type { Personalities } from './personalities.port.js';
import { PersonalityBook } from './personality-book.js';
import type { PersonalityEntity } from './personality.entity.js';
import type { Personality } from './personality.js';
import { PersonalityRepository } from './personality.repository.js';

/** How often what was seen is written down. */
const WRITE_EVERY_MS = 5_000;

/** How each machine presents itself: collected in memory, written down now and then. */
@Injectable()
export class PersonalitiesService implements Personalities, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly book = new PersonalityBook();
  private readonly log: AreaLog;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly repository: PersonalityRepository,
    private readonly directory: MachineDirectory,
    log: Log,
  ) {
    this.log = log.area('personalities');
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.write(), WRITE_EVERY_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.write();
  }

  note(
    machineId: number,
    fingerprint: number,
    at: Instant,
    ip: Ipv4Address | undefined,
    read: () => Personality,
  ): void {
    this.book.note(machineId, fingerprint, at, ip, read);
  }

  /** Of one machine, the latest seen first. */
  async of(machineId: number): Promise<PersonalityEntity[]> {
    await this.write();
    return this.repository.of(machineId);
  }

  /** Writes down what was seen since the last time; writes take turns. */
  private write(): Promise<void> {
    this.writing = this.writing.then(async () => {
      // A machine that was deleted meanwhile takes its personalities with it.
      const seen = this.book.take().filter(({ machineId }) => this.directory.byId(machineId) !== undefined);
      if (seen.length === 0) return;
      try {
        await this.repository.add(seen);
      } catch (error) {
        this.log.warn({ err: error }, `${seen.length} personalities could not be written down`);
      }
    });
    return this.writing;
  }
}
