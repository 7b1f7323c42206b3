import { Injectable, type OnModuleInit } from '@nestjs/common';
import { mergePatch } from '../api/merge-patch.js';
import { pageOf, type Page } from '../api/paging.js';
import { conflictProblem, notFoundProblem } from '../api/problem.js';
import { readInput } from '../api/read-input.js';
import {
  bestRow,
  fingerprintKey,
  type ClientFingerprint,
  type FingerprintPattern,
  type StrategyRow,
} from '../boot/client-fingerprint.js';
import type { OfferStrategy } from '../boot/offer-strategy.js';
import { Database } from '../database/database.js';
import { OneAtATime } from '../database/one-at-a-time.js';
import { Log, type AreaLog } from '../logging/log.js';
import { OfferStrategies } from './offer-strategies.port.js';
import { OfferStrategyEntity } from './offer-strategy.entity.js';
import {
  offerStrategyInput,
  patternOf,
  viewOfferStrategy,
  type OfferStrategyInput,
  type OfferStrategyQuery,
  type OfferStrategyView,
} from './offer-strategy.schema.js';

/** More firmwares than there are; whoever makes up fingerprints pushes out what was learned longest ago. */
const MOST_LEARNED = 2_000;

interface KnownRow extends StrategyRow {
  readonly id: number;
}

/** The strategies of the database, and all of them in memory for the packets. */
@Injectable()
export class OfferStrategiesService extends OfferStrategies implements OnModuleInit {
  private readonly turns = new OneAtATime();
  private readonly rows = new Map<string, KnownRow>();
  private readonly log: AreaLog;

  constructor(
    private readonly database: Database,
    log: Log,
  ) {
    super();
    this.log = log.area('proxy');
  }

  async onModuleInit(): Promise<void> {
    const rows = await this.database.read((manager) => manager.find(OfferStrategyEntity, { order: { id: 'ASC' } }));
    for (const row of rows) this.know(row);
  }

  override strategyFor(client: ClientFingerprint): OfferStrategy | undefined {
    return bestRow(client, this.rows.values())?.strategy;
  }

  override learn(client: ClientFingerprint, strategy: OfferStrategy): void {
    const known = bestRow(client, this.rows.values());
    if (known?.strategy === strategy || known?.learned === false) return;
    void this.turns
      .run(() => this.write(client, strategy, true, this.rows.get(fingerprintKey(client))?.id))
      .then(() => this.log.info({ strategy, ...client }, 'an offer strategy works for this firmware'))
      .catch((error: unknown) => this.log.warn({ error: String(error) }, 'a learned offer strategy could not be kept'));
  }

  create(input: OfferStrategyInput): Promise<OfferStrategyView> {
    return this.turns.run(async () => {
      this.refuseTwin(input, undefined);
      return viewOfferStrategy(await this.write(input, input.strategy, false, undefined));
    });
  }

  /** Applies a JSON merge patch (RFC 7396). What a person has touched counts as set by a person. */
  patch(id: number, patch: unknown): Promise<OfferStrategyView> {
    return this.turns.run(async () => {
      const before = await this.record(id);
      const input = readInput(offerStrategyInput, mergePatch(viewOfferStrategy(before), patch));
      this.refuseTwin(input, id);
      this.rows.delete(before.fingerprintKey);
      return viewOfferStrategy(await this.write(input, input.strategy, false, id));
    });
  }

  async remove(id: number): Promise<void> {
    await this.turns.run(async () => {
      const { fingerprintKey: key } = await this.record(id);
      await this.database.write((manager) => manager.delete(OfferStrategyEntity, { id }));
      this.rows.delete(key);
    });
  }

  async get(id: number): Promise<OfferStrategyView> {
    return viewOfferStrategy(await this.record(id));
  }

  async list(query: OfferStrategyQuery): Promise<Page<OfferStrategyView>> {
    const rows = await this.database.read((manager) => {
      const select = manager.createQueryBuilder(OfferStrategyEntity, 'row').orderBy('row.id', 'ASC');
      if (query.cursor !== undefined) select.andWhere('row.id > :after', { after: query.cursor });
      return select.limit(query.limit + 1).getMany();
    });
    return pageOf(rows, query.limit, viewOfferStrategy);
  }

  private async record(id: number): Promise<OfferStrategyEntity> {
    const row = await this.database.read((manager) => manager.findOneBy(OfferStrategyEntity, { id }));
    if (row === null) throw notFoundProblem(`There is no offer strategy ${id}.`);
    return row;
  }

  private refuseTwin(pattern: FingerprintPattern, ownId: number | undefined): void {
    const twin = this.rows.get(fingerprintKey(pattern));
    if (twin === undefined || twin.id === ownId) return;
    throw conflictProblem([
      { field: '', reason: `offer strategy ${twin.id} is about the same clients; change that one` },
    ]);
  }

  /** Commits, then tells the packets; the caller has the turn. */
  private async write(
    pattern: FingerprintPattern,
    strategy: OfferStrategy,
    learned: boolean,
    id: number | undefined,
  ): Promise<OfferStrategyEntity> {
    const now = Date.now();
    const columns = {
      fingerprintKey: fingerprintKey(pattern),
      architecture: pattern.architecture ?? null,
      undi: pattern.undi ?? null,
      vendorClass: pattern.vendorClass ?? null,
      parameters: pattern.parameters ?? null,
      oui: pattern.oui ?? null,
      strategy,
      learned,
      updatedAt: now,
    };
    const crowded = id === undefined && learned ? this.oldestLearned() : undefined;
    const row = await this.database.write(async (manager) => {
      if (crowded !== undefined) await manager.delete(OfferStrategyEntity, { id: crowded.id });
      if (id !== undefined) await manager.update(OfferStrategyEntity, { id }, columns);
      const key =
        id ??
        Number((await manager.insert(OfferStrategyEntity, { ...columns, createdAt: now })).identifiers[0]?.['id']);
      return manager.findOneByOrFail(OfferStrategyEntity, { id: key });
    });
    if (crowded !== undefined) this.rows.delete(fingerprintKey(crowded.pattern));
    this.know(row);
    return row;
  }

  /** The learned row that has to go when there are too many; Maps keep the order in which rows came. */
  private oldestLearned(): KnownRow | undefined {
    const learned = [...this.rows.values()].filter((row) => row.learned);
    return learned.length < MOST_LEARNED ? undefined : learned[0];
  }

  private know(row: OfferStrategyEntity): void {
    this.rows.set(row.fingerprintKey, {
      id: row.id,
      pattern: patternOf(row),
      strategy: row.strategy,
      learned: row.learned,
    });
  }
}
