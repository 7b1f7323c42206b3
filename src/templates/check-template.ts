import type { Liquid, Template } from 'liquidjs';
import { nearName } from '../values/near-name.js';
import { TEMPLATE_NAMES } from './template-context.js';
import { templateEngine } from './template-engine.js';
import { problemOf } from './template-problem.js';

/** What is included is looked up when a machine asks; here nothing is read. */
const nothingToRead = (): never => {
  throw new Error('nothing is included while a template is checked');
};
const ENGINE = templateEngine({
  exists: nothingToRead,
  existsSync: nothingToRead,
  readFile: nothingToRead,
  readFileSync: nothingToRead,
  resolve: nothingToRead,
});

/**
 * What is wrong with a template, whoever asks for it, with its line: tags that are not closed, tags and filters that do
 * not exist, names that no machine has. Undefined when nothing is. What only one machine lacks (a label, a gateway) is
 * found when it asks.
 *
 * A `part` may be included by other templates, whose variables it then has: there only a name that looks like a slip of
 * the pen is a fault.
 */
export function templateFault(text: string, as: 'page' | 'part' = 'page'): string | undefined {
  if (!text.includes('{{') && !text.includes('{%')) return undefined;
  let parsed: Template[];
  try {
    parsed = ENGINE.parse(text);
  } catch (error) {
    const { line, column, reason } = problemOf(error, '');
    return at(line, column, reason);
  }
  return unknownName(parsed, as);
}

const at = (line: number, column: number, reason: string): string => `line ${line}, column ${column}: ${reason}`;

type Globals = ReturnType<Liquid['analyzeSync']>['globals'];

function unknownName(parsed: Template[], as: 'page' | 'part'): string | undefined {
  const { globals, includesOthers } = namesIn(parsed);
  const mayHaveMore = includesOthers ? 'any' : as === 'part' ? 'unlike ours' : 'none';
  for (const [root, uses] of Object.entries(globals)) {
    for (const { segments, location } of uses) {
      const reason = reasonAgainst(root, segments[1], mayHaveMore);
      if (reason !== undefined) return at(location.row, location.col, reason);
    }
  }
  return undefined;
}

/** What `include` and `layout` bring shares its names with the page. */
function namesIn(parsed: Template[]): { readonly globals: Globals; readonly includesOthers: boolean } {
  const { globals } = ENGINE.analyzeSync(parsed, { partials: false });
  const includesOthers = parsed.some(({ token }) => /^\{%-?\s*(include|layout)\b/.test(token.getText()));
  return { globals, includesOthers };
}

/** @param mayHaveMore which names it may get from other templates */
function reasonAgainst(root: string, below: unknown, mayHaveMore: 'none' | 'unlike ours' | 'any'): string | undefined {
  const roots = Object.keys(TEMPLATE_NAMES);
  if (!isRoot(root)) {
    if (mayHaveMore === 'any' || (mayHaveMore === 'unlike ours' && nearName(root, roots) === undefined))
      return undefined;
    return `there is no ${root}; ${instead(root, roots, '')}`;
  }
  const names = TEMPLATE_NAMES[root];
  if (names === null || typeof below !== 'string' || Object.hasOwn(names, below)) return undefined;
  return `there is no ${root}.${below}; ${instead(below, Object.keys(names), `${root}.`)}`;
}

const isRoot = (name: string): name is keyof typeof TEMPLATE_NAMES => Object.hasOwn(TEMPLATE_NAMES, name);

function instead(written: string, names: readonly string[], before: string): string {
  const near = nearName(written, names);
  if (near !== undefined) return `did you mean ${before}${near}?`;
  return `the names are ${names.map((name) => before + name).join(', ')}`;
}
