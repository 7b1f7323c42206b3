import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { mergePatch } from '../../api/merge-patch.js';
import { pageOf, type Page } from '../../api/paging.js';
import { conflictProblem, notFoundProblem, validationProblem } from '../../api/problem.js';
import { readInput } from '../../api/read-input.js';
import { Database } from '../../database/database.js';
import { isUniqueViolation } from '../../database/database-problem.js';
import { InMemoryDirectory } from '../in-memory-directory.js';
import { InventoryTurns } from '../inventory-turns.js';
import { profileUsers } from './check-profile.js';
import { ProfileEntity } from './profile.entity.js';
import { profileInput, type ProfileInput, type ProfileQuery } from './profile.schema.js';
import { knownProfile, profileOfInput, viewProfile, type ProfileView } from './profile.view.js';

/** The profiles of the inventory: database, directory and rules together. */
@Injectable()
export class ProfilesService {
  constructor(
    private readonly database: Database,
    private readonly directory: InMemoryDirectory,
    private readonly turns: InventoryTurns,
  ) {}

  /** Adds a profile. 409 as a problem. */
  create(input: ProfileInput): Promise<ProfileView> {
    return this.turns.run(() => {
      if (this.directory.profileOfName(input.name) !== undefined) throw nameTaken(input.name);
      return this.write(input, undefined);
    });
  }

  /** The profile of this name becomes what `input` says, made when there is none. */
  put(input: ProfileInput): Promise<ProfileView> {
    return this.turns.run(async () => {
      const known = this.directory.profileOfName(input.name);
      return this.write(input, known && (await this.record(known.id)));
    });
  }

  /** Applies a JSON merge patch (RFC 7396) to the profile as REST shows it. */
  patch(id: number, patch: unknown): Promise<ProfileView> {
    return this.turns.run(async () => {
      const before = await this.record(id);
      const input = readInput(profileInput, mergePatch(viewProfile(before), patch));
      if (input.name !== before.name) {
        const reason = `a profile keeps its name, which machines know it by; POST a copy named ${input.name} instead`;
        throw validationProblem([{ field: 'name', reason }]);
      }
      return this.write(input, before);
    });
  }

  async remove(id: number): Promise<void> {
    await this.turns.run(async () => {
      const { name } = await this.record(id);
      const known = this.directory.profileOfName(name);
      const users = known === undefined ? [] : profileUsers(this.directory, known);
      if (users.length > 0) throw conflictProblem(users);
      await this.database.write((manager) => manager.delete(ProfileEntity, { id }));
      this.directory.removeProfile(name);
    });
  }

  async get(id: number): Promise<ProfileView> {
    return viewProfile(await this.record(id));
  }

  /** The id of the profile that a path names, by its id or its name; 404 as a problem. */
  idOf(idOrName: string): number {
    const known = /^\d{1,10}$/.test(idOrName)
      ? this.directory.profileOfId(Number(idOrName))
      : this.directory.profileOfName(idOrName);
    if (known === undefined) throw noProfile(idOrName);
    return known.id;
  }

  async list(query: ProfileQuery): Promise<Page<ProfileView>> {
    const rows = await this.database.read((manager) => {
      const select = manager
        .createQueryBuilder(ProfileEntity, 'profile')
        .orderBy('profile.id', 'ASC')
        .limit(query.limit + 1);
      if (query.cursor !== undefined) select.andWhere('profile.id > :after', { after: query.cursor });
      if (query.name !== undefined) select.andWhere('profile.name = :name', { name: query.name });
      return select.getMany();
    });
    return pageOf(rows, query.limit, viewProfile);
  }

  private async record(id: number): Promise<ProfileEntity> {
    const profile = await this.database.read((manager) => manager.findOneBy(ProfileEntity, { id }));
    if (profile === null) throw noProfile(String(id));
    return profile;
  }

  /** Commits and tells the directory; the caller has the turn. */
  private async write(input: ProfileInput, before: ProfileEntity | undefined): Promise<ProfileView> {
    const profile = profileOfInput(input, before, Date.now());
    if (before !== undefined) {
      const shown = viewProfile(before);
      if (isDeepStrictEqual({ ...viewProfile(profile), updatedAt: shown.updatedAt }, shown)) return shown;
    }
    const { id, ...columns } = profile;
    try {
      await this.database.write(async (manager) => {
        if (before !== undefined) await manager.update(ProfileEntity, { id }, columns);
        else profile.id = Number((await manager.insert(ProfileEntity, columns)).identifiers[0]?.['id']);
      });
    } catch (error) {
      // Only another appliance on the same database can have come between the check and the commit.
      if (isUniqueViolation(error)) throw nameTaken(input.name);
      throw error;
    }
    this.directory.putProfile(knownProfile(profile));
    return viewProfile(profile);
  }
}

const noProfile = (idOrName: string) => notFoundProblem(`There is no profile ${idOrName}.`);

const nameTaken = (name: string) =>
  conflictProblem([{ field: 'name', reason: `there is a profile ${name} already; PATCH it, or take another name` }]);
