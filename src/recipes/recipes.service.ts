import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { conflictProblem, notFoundProblem, validationProblem } from '../api/problem.js';
import { readInput } from '../api/read-input.js';
import { profileInput } from '../inventory/profiles/profile.schema.js';
import { ProfilesService } from '../inventory/profiles/profiles.service.js';
import { Settings } from '../settings/settings.js';
import { fillCommandLine } from './command-line.js';
import { checkFrom, isWebUrl, openFrom, readFrom } from './recipe-source.js';
import { readSums } from './read-sums.js';
import type { Recipe } from './recipe.js';
import type { AddedRecipe } from './recipe.schema.js';
import { RECIPES } from './recipe.table.js';

/** Makes profiles by recipes: fetches their files, checks them, and writes the profile. */
@Injectable()
export class RecipesService {
  constructor(
    private readonly settings: Settings,
    private readonly profiles: ProfilesService,
  ) {}

  /**
   * Carries a recipe out; done again it brings files and profile up to date. Nothing changes unless all files are
   * there and right. Problems: 404 for the recipe, 422 for `from` and what it holds, 409 for a wrong check sum.
   */
  async add(name: string, given: string | undefined): Promise<AddedRecipe> {
    const recipe = RECIPES.find((each) => each.name === name);
    if (recipe === undefined) {
      throw notFoundProblem(`There is no recipe ${name}; there are ${RECIPES.map((each) => each.name).join(', ')}.`);
    }
    const from = checkFrom(given ?? recipe.from);
    if (!from.ok) throw validationProblem([{ field: 'from', reason: from.error }]);
    const root = join(this.settings.dataDir, 'boot-files');
    await mkdir(root, { recursive: true });
    const folder = await mkdtemp(join(root, `.${name}-`));
    try {
      const files = await this.fetchAll(recipe, from.value, folder);
      const commandLine = await commandLineOf(recipe, from.value);
      await mkdir(join(root, name), { recursive: true });
      for (const file of recipe.files) await rename(join(folder, file.name), join(root, name, file.name));
      return { name, from: from.value, files, profile: await this.profiles.put(profileOf(recipe, commandLine)) };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async fetchAll(recipe: Recipe, from: string, folder: string): Promise<AddedRecipe['files']> {
    const sums = await sumsOf(recipe, from);
    const files: AddedRecipe['files'] = [];
    for (const { path, name } of recipe.files) {
      const { sha256, size } = await fetchFile(from, path, join(folder, name));
      const expected = sums.get(path);
      if (expected !== undefined && expected !== sha256) {
        const reason = `${path} has the SHA-256 ${sha256}, and its list says ${expected}; fetch it again`;
        throw conflictProblem([{ field: 'from', reason }]);
      }
      files.push({ path: `${recipe.name}/${name}`, size, sha256, checked: expected !== undefined });
    }
    return files;
  }
}

/** What the first list of check sums says that knows one of the recipe's files, by the recipe's own paths. */
async function sumsOf(recipe: Recipe, from: string): Promise<ReadonlyMap<string, string>> {
  for (const { list, before } of recipe.sums) {
    const text = await readText(from, list);
    if (text === undefined) continue;
    const listed = new Map([...readSums(text)].map(([path, sum]) => [plain(path), sum]));
    const sums = new Map(recipe.files.flatMap(({ path }) => entry(path, listed.get(plain(before + path)))));
    if (sums.size > 0) return sums;
  }
  return new Map();
}

const plain = (path: string): string => path.replace(/^\.\//, '');
const entry = (path: string, sum: string | undefined): [string, string][] => (sum === undefined ? [] : [[path, sum]]);

/** A small text of the tree; a problem when it cannot be said whether there is one. */
async function readText(from: string, path: string): Promise<string | undefined> {
  try {
    return await readFrom(from, path);
  } catch (error) {
    throw validationProblem([{ field: 'from', reason: error instanceof Error ? error.message : String(error) }]);
  }
}

async function commandLineOf({ from: published, finds = [], profile }: Recipe, from: string): Promise<string> {
  const found = new Map<string, string>();
  for (const { word, in: texts, pattern, otherwise } of finds) {
    found.set(word, otherwise);
    for (const path of texts) {
      const match = pattern.exec((await readText(from, path)) ?? '')?.[1];
      if (match === undefined) continue;
      found.set(word, match);
      break;
    }
  }
  return fillCommandLine(profile.commandLine ?? '', isWebUrl(from) ? from : published, found);
}

async function fetchFile(from: string, path: string, to: string): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  const counting = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      size += chunk.length;
      done(null, chunk);
    },
  });
  try {
    await pipeline(await openFrom(from, path), counting, createWriteStream(to));
  } catch (error) {
    throw validationProblem([{ field: 'from', reason: error instanceof Error ? error.message : String(error) }]);
  }
  return { sha256: hash.digest('hex'), size };
}

function profileOf({ name, description, profile }: Recipe, commandLine: string) {
  const inFolder = (file: string): string => `${name}/${file}`;
  return readInput(profileInput, {
    ...profile,
    name,
    description,
    commandLine,
    kernel: inFolder(profile.kernel),
    initrds: profile.initrds.map(inFolder),
  });
}
