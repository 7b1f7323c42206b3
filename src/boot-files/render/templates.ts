import { Liquid, LiquidError, Tag, type Context, type Template } from 'liquidjs';
import { fail, ok, type Result } from '../../values/result.js';
import { confinePath } from '../confine-path.js';
import type { TemplateContext } from './template-context.js';

/** A template as its source has it. */
export interface TemplateSource {
  /** Its name in the tree, with `.liquid`. */
  readonly name: string;
  /** Another version has another identity. */
  readonly identity: string;
  readonly text: string;
}

export interface Rendered {
  readonly text: string;
  /** Marked by `{% once %}`: the machine gets it once. */
  readonly once: boolean;
}

/** What is wrong with a template, and where. Lines and columns count from 1; 0 where the engine does not say. */
export interface TemplateProblem {
  readonly template: string;
  readonly line: number;
  readonly column: number;
  readonly reason: string;
}

/** The text of a file that a template includes; undefined when there is none. */
export type ReadInclude = (name: string) => Promise<string | undefined>;

/** Far more than an installer's answers have, characters; milliseconds; and what rendering may allocate, roughly octets. */
const LIMITS = { parseLimit: 1_000_000, renderLimit: 1_000, memoryLimit: 16_000_000 };
/** Parsed templates that are kept. */
const MOST_PARSED = 200;
/** The renderings, by their globals (which a partial shares with its page), in which `{% once %}` stood. */
const MARKED_ONCE = new WeakSet<object>();

/** `{% once %}`: the file that is being rendered is handed out once. It leaves no text. */
class OnceTag extends Tag {
  override render(context: Context): void {
    MARKED_ONCE.add(context.globals);
  }
}

/**
 * Liquid (https://shopify.github.io/liquid/), strict: a variable or a filter that does not exist is an error, except in
 * the condition of an `if` and before the filter `default`.
 */
export class Templates {
  private readonly liquid: Liquid;
  private readonly parsed = new Map<string, Template[]>();

  constructor(readInclude: ReadInclude) {
    this.liquid = new Liquid({
      strictVariables: true,
      strictFilters: true,
      lenientIf: true,
      ownPropertyOnly: true,
      relativeReference: false,
      ...LIMITS,
      root: ['/'],
      fs: includes(readInclude),
    });
    this.liquid.registerTag('once', OnceTag);
  }

  async render(source: TemplateSource, context: TemplateContext): Promise<Result<Rendered, TemplateProblem>> {
    try {
      const templates = this.parse(source);
      const globals = {};
      const text = String(await this.liquid.render(templates, { ...context }, { globals }));
      return ok({ text, once: MARKED_ONCE.has(globals) });
    } catch (error) {
      return fail(problemOf(error, source.name));
    }
  }

  private parse({ identity, name, text }: TemplateSource): Template[] {
    let templates = this.parsed.get(identity);
    if (templates === undefined) {
      templates = this.liquid.parse(text, name);
      if (this.parsed.size >= MOST_PARSED) this.parsed.delete(this.parsed.keys().next().value ?? '');
      this.parsed.set(identity, templates);
    }
    return templates;
  }
}

/** `{% include 'x' %}`, `{% render 'x' %}` and `{% layout 'x' %}` name files of the tree, from its root. */
function includes(readInclude: ReadInclude): NonNullable<ConstructorParameters<typeof Liquid>[0]>['fs'] {
  const onlyAsync = (): never => {
    throw new Error('templates are read asynchronously');
  };
  return {
    exists: async (name) => (await readInclude(name)) !== undefined,
    readFile: async (name) => (await readInclude(name)) ?? '',
    existsSync: onlyAsync,
    readFileSync: onlyAsync,
    resolve: (_root, name) => {
      const confined = confinePath(name);
      if (!confined.ok) throw new Error(confined.error);
      return confined.value;
    },
  };
}

function problemOf(error: unknown, template: string): TemplateProblem {
  if (!LiquidError.is(error)) {
    return { template, line: 0, column: 0, reason: error instanceof Error ? error.message : String(error) };
  }
  const [line = 0, column = 0] = error.token.getPosition();
  const reason = (error.originalError?.message ?? error.message).replace(/, (file|line):.*$/s, '');
  return { template: error.token.file ?? template, line, column, reason };
}

/** `pxelinux.cfg/default.liquid, line 3, column 8: undefined variable: labels.rack` */
export function printTemplateProblem({ template, line, column, reason }: TemplateProblem): string {
  return line === 0 ? `${template}: ${reason}` : `${template}, line ${line}, column ${column}: ${reason}`;
}
