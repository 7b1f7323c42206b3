import { createHash, randomBytes } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Caller } from '../../api/caller.js';
import { KnownTokens } from '../../api/known-tokens.port.js';
import { conflictProblem, notFoundProblem, validationProblem } from '../../api/problem.js';
import { Database } from '../../database/database.js';
import { isUniqueViolation } from '../../database/database-problem.js';
import { formatInstant } from '../../values/instant.js';
import { ApiTokenEntity } from './api-token.entity.js';
import type { NewTokenView, TokenInput, TokenView } from './token.schema.js';

/** So that a token is known for what it is when it turns up in a log or a repository. */
const PREFIX = 'rvl_';

/** The name of the token in the data directory. */
const ADMIN_NAME = 'admin';

const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** The tokens of REST: in the database by digest, and in memory for the guard, which cannot wait. */
@Injectable()
export class TokensService extends KnownTokens implements OnModuleInit {
  private readonly byDigest = new Map<string, ApiTokenEntity>();

  constructor(private readonly database: Database) {
    super();
  }

  async onModuleInit(): Promise<void> {
    const tokens = await this.database.read((manager) => manager.find(ApiTokenEntity, { order: { id: 'ASC' } }));
    for (const token of tokens) this.byDigest.set(token.digest, token);
  }

  override find(token: string): Caller | undefined {
    const found = this.byDigest.get(digestOf(token));
    if (found === undefined || isExpired(found, Date.now())) return undefined;
    return { name: found.name, role: found.role };
  }

  list(): TokenView[] {
    const now = Date.now();
    return [...this.byDigest.values()].map((token) => view(token, now));
  }

  /** Makes a token; the answer is the only place where it stands. 409 for a name that another one has. */
  async create({ name, role, expiresAt }: TokenInput): Promise<NewTokenView> {
    const now = Date.now();
    if (expiresAt !== undefined && expiresAt <= now) {
      throw validationProblem([{ field: 'expiresAt', reason: 'lies in the past' }]);
    }
    const taken = name === ADMIN_NAME || [...this.byDigest.values()].some((token) => token.name === name);
    if (taken) throw nameTaken(name);
    const token = `${PREFIX}${randomBytes(32).toString('base64url')}`;
    const record = Object.assign(new ApiTokenEntity(), {
      name,
      role,
      digest: digestOf(token),
      createdAt: now,
      expiresAt: expiresAt ?? null,
    });
    try {
      await this.database.write((manager) => manager.insert(ApiTokenEntity, record));
    } catch (error) {
      if (isUniqueViolation(error)) throw nameTaken(name);
      throw error;
    }
    this.byDigest.set(record.digest, record);
    return { ...view(record, now), token };
  }

  /** From now on the token opens nothing. */
  async remove(id: number): Promise<void> {
    const token = [...this.byDigest.values()].find((known) => known.id === id);
    if (token === undefined) throw notFoundProblem(`There is no token ${id}.`);
    await this.database.write((manager) => manager.delete(ApiTokenEntity, { id }));
    this.byDigest.delete(token.digest);
  }
}

function nameTaken(name: string): Error {
  return conflictProblem([{ field: 'name', reason: `there is a token ${name} already; delete it first` }]);
}

function isExpired({ expiresAt }: ApiTokenEntity, now: number): boolean {
  return expiresAt !== null && expiresAt <= now;
}

function view(token: ApiTokenEntity, now: number): TokenView {
  return {
    id: token.id,
    name: token.name,
    role: token.role,
    createdAt: formatInstant(token.createdAt),
    expiresAt: token.expiresAt === null ? null : formatInstant(token.expiresAt),
    expired: isExpired(token, now),
  };
}
