import { readFile } from 'node:fs/promises';
import { printTemplateProblem, type TemplateProblem } from '../templates/template-problem.js';
import { NOBODY, type AskingClient } from './asking-client.js';
import { noSuchFile, type BootFileSource } from './boot-file-source.port.js';
import { memoryFile, type BootFile, type BootFileLookup } from './boot-file.js';
import { confinePath } from './confine-path.js';
import { templateContext } from './render/template-context.js';
import { Templates } from './render/templates.js';
import type { WantedName } from './wanted-names.js';

/** A file of this source is a template, and is served without this ending. */
export const TEMPLATE_ENDING = '.liquid';
/** Nobody writes a longer template by hand; what is longer is most likely no template, octets. */
const LARGEST_TEMPLATE = 1024 * 1024;

const CASE = 'case of letters';

export type TreeLookup =
  | {
      readonly kind: 'found';
      readonly file: BootFile;
      /** The label of the source that has it. */
      readonly source: string;
      /** The template that it was rendered from. */
      readonly template: string | undefined;
      /** Marked by `{% once %}`. */
      readonly once: boolean;
      /** What had to be corrected in the name that was asked for. */
      readonly corrections: readonly string[];
    }
  | Extract<BootFileLookup, { kind: 'none' }>
  | {
      readonly kind: 'none';
      readonly reason: 'template-error';
      readonly problem: string;
      readonly at: TemplateProblem;
    };

/** All sources in order: the first one that has anything by a name answers for it. */
export class BootFileTree {
  private readonly templates: Templates;

  constructor(
    readonly sources: readonly BootFileSource[],
    private readonly httpPort: number,
  ) {
    this.templates = new Templates((name) => this.readInclude(name));
  }

  /** The first of these names that a source has: as it is written, and then without regard to the case of letters. */
  async find(wanted: readonly WantedName[], client: AskingClient): Promise<TreeLookup> {
    let missing: TreeLookup = noSuchFile('no source has such a file') as Extract<TreeLookup, { kind: 'none' }>;
    for (const { name, corrections } of wanted) {
      const found = await this.findExactly(name, client);
      if (found.kind === 'found') return { ...found, corrections };
      if (found.reason !== 'no-such-file') return found;
      if (name === wanted[0]?.name) missing = found;
    }
    for (const { name, corrections } of wanted) {
      const found = await this.findIgnoringCase(name, client);
      if (found?.kind === 'found') return { ...found, corrections: [...corrections, CASE] };
      if (found !== undefined) return found;
    }
    return missing;
  }

  private async findExactly(name: string, client: AskingClient): Promise<TreeLookup> {
    let missing: TreeLookup | undefined;
    for (const source of this.sources) {
      const found = await this.findIn(source, name, client);
      if (found.kind === 'found' || found.reason !== 'no-such-file') return found;
      missing ??= found;
    }
    return missing ?? { kind: 'none', reason: 'no-such-file', problem: 'there are no sources of boot files' };
  }

  private async findIgnoringCase(name: string, client: AskingClient): Promise<TreeLookup | undefined> {
    for (const source of this.sources) {
      const template = await source.spell(`${name}${TEMPLATE_ENDING}`);
      const spelled = (await source.spell(name)) ?? template?.slice(0, -TEMPLATE_ENDING.length);
      if (spelled === undefined || spelled === name) continue;
      const found = await this.findIn(source, spelled, client);
      if (found.kind === 'found' || found.reason !== 'no-such-file') return found;
    }
    return undefined;
  }

  /** The file itself, else what its template makes. A template is never served as it stands: it may hold secrets. */
  private async findIn(source: BootFileSource, name: string, client: AskingClient): Promise<TreeLookup> {
    if (name.toLowerCase().endsWith(TEMPLATE_ENDING)) {
      return { kind: 'none', reason: 'no-such-file', problem: `${name} is a template, which is served rendered only` };
    }
    const found = await source.find(name, client);
    if (found.kind === 'found') {
      return { ...found, source: source.label, template: undefined, once: false, corrections: [] };
    }
    if (found.reason !== 'no-such-file') return found;
    const template = await source.find(`${name}${TEMPLATE_ENDING}`, client);
    if (template.kind === 'found') return this.render(source, name, template.file, client);
    return template.reason === 'no-such-file' ? found : template;
  }

  private async render(
    source: BootFileSource,
    name: string,
    file: BootFile,
    client: AskingClient,
  ): Promise<TreeLookup> {
    const text = await textOf(file);
    if (text === undefined) {
      return { kind: 'none', reason: 'unreadable-file', problem: `the template ${file.name} cannot be read` };
    }
    const context = templateContext(name, client, this.httpPort);
    const rendered = await this.templates.render({ name: file.name, identity: file.identity, text }, context);
    if (!rendered.ok) {
      const problem = printTemplateProblem(rendered.error);
      return { kind: 'none', reason: 'template-error', problem, at: rendered.error };
    }
    return {
      kind: 'found',
      file: memoryFile(name, rendered.value.text),
      source: source.label,
      template: file.name,
      once: rendered.value.once,
      corrections: [],
    };
  }

  /** For `include`, `render` and `layout`: a file that is the same for everybody. */
  private async readInclude(asked: string): Promise<string | undefined> {
    const name = confinePath(asked);
    if (!name.ok) return undefined;
    for (const source of this.sources) {
      const found = await source.find(name.value, NOBODY);
      if (found.kind === 'found') return textOf(found.file);
    }
    return undefined;
  }
}

async function textOf(file: BootFile): Promise<string | undefined> {
  if (file.size > LARGEST_TEMPLATE) return undefined;
  if (file.kind === 'memory') return Buffer.from(file.bytes).toString('utf8');
  try {
    return await readFile(file.path, 'utf8');
  } catch {
    return undefined;
  }
}
