import type { Liquid, Template } from 'liquidjs';
import type { TemplateContext } from '../../templates/template-context.js';
import { isMarkedOnce, templateEngine, type ReadTemplates } from '../../templates/template-engine.js';
import { problemOf, type TemplateProblem } from '../../templates/template-problem.js';
import { fail, ok, type Result } from '../../values/result.js';
import { confinePath } from '../confine-path.js';

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

/** The text of a file that a template includes; undefined when there is none. */
export type ReadInclude = (name: string) => Promise<string | undefined>;

/** Parsed templates that are kept. */
const MOST_PARSED = 200;
/** Templates, rendered for the machine that asks; what is parsed is kept. */
export class Templates {
  private readonly liquid: Liquid;
  private readonly parsed = new Map<string, Template[]>();

  constructor(readInclude: ReadInclude) {
    this.liquid = templateEngine(includes(readInclude));
  }

  async render(source: TemplateSource, context: TemplateContext): Promise<Result<Rendered, TemplateProblem>> {
    try {
      const templates = this.parse(source);
      const globals = {};
      const text = String(await this.liquid.render(templates, { ...context }, { globals }));
      return ok({ text, once: isMarkedOnce(globals) });
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
function includes(readInclude: ReadInclude): ReadTemplates {
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
