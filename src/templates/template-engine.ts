import { Liquid, Tag, type Context } from 'liquidjs';

/** Where templates that are included come from. */
export type ReadTemplates = NonNullable<NonNullable<ConstructorParameters<typeof Liquid>[0]>['fs']>;

/** Far more than an installer's answers have, characters; milliseconds; and what rendering may allocate, roughly octets. */
const LIMITS = { parseLimit: 1_000_000, renderLimit: 1_000, memoryLimit: 16_000_000 };
/** The renderings, by their globals (which a partial shares with its page), in which `{% once %}` stood. */
const MARKED_ONCE = new WeakSet<object>();

/** `{% once %}`: the file that is being rendered is handed out once. It leaves no text. */
class OnceTag extends Tag {
  override render(context: Context): void {
    MARKED_ONCE.add(context.globals);
  }
}

/** Stood `{% once %}` in the rendering that had these globals? */
export const isMarkedOnce = (globals: object): boolean => MARKED_ONCE.has(globals);

/**
 * Liquid (https://shopify.github.io/liquid/), strict: a variable or a filter that does not exist is an error, except in
 * the condition of an `if` and before the filter `default`.
 */
export function templateEngine(fs: ReadTemplates): Liquid {
  const liquid = new Liquid({
    strictVariables: true,
    strictFilters: true,
    lenientIf: true,
    ownPropertyOnly: true,
    relativeReference: false,
    ...LIMITS,
    root: ['/'],
    fs,
  });
  liquid.registerTag('once', OnceTag);
  return liquid;
}
