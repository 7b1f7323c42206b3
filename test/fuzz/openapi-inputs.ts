/** A part of a JSON Schema, as docs/openapi.json has it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly example?: unknown;
}

/** Numbers from 0 to 1 that are the same in every run with one seed (mulberry32). */
export function diceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const TEXTS = [
  '10.79.0.5',
  '10.79.0.0/24',
  '08:00:20:01:02:03',
  'lab',
  'node1',
  '0',
  '',
  ' ',
  '\0',
  'a\u0000b',
  '\ud800',
  '💥',
  '__proto__',
  'constructor',
  '../../../etc/passwd',
  '/proc/self/environ',
  "' OR 1=1 --",
  '{{ 7 | times: 7 }',
  '{% include "/etc/passwd" %}',
  'ff'.repeat(400),
  'a'.repeat(5000),
  '255.255.255.255',
  '0.0.0.0/0',
  '2026-11-28T00:00:00Z',
  '-1',
  'NaN',
] as const;
const NUMBERS = [0, 1, 2, -1, 1.5, 60, 254, 65_536, 2 ** 31, 2 ** 32, 2 ** 53, -(2 ** 53), 1e308] as const;
const ODD = [null, true, [], {}, [[[[]]]], { a: { b: { c: null } } }, 'text', 7, -0.5, ['text', 7, null]] as const;

/** What path parameters are, written by people, proxies and attackers; as they stand in a URL. */
export const ODD_SEGMENTS = [
  '1',
  '0',
  '-1',
  '1e3',
  '0x10',
  '9007199254740993',
  '99999999999999999999999',
  'NaN',
  'null',
  '__proto__',
  '%00',
  '1%00',
  '%',
  '%ZZ',
  '%c0%af',
  '%F0%9F%92%A5',
  '%0d%0aX-Injected:1',
  '..%2f..%2fetc%2fpasswd',
  '%2e%2e',
  '%252e%252e%252f',
  '%27%20OR%201%3D1%20--',
  '08:00:20:01:02:03',
  'zz:zz',
  '10.79.0.5',
  '999.1.1.1',
  'a'.repeat(90),
  'a'.repeat(5000),
] as const;

/** Values that fit a schema, nearly fit it, or do not fit at all. */
export class Inputs {
  constructor(
    private readonly dice: () => number,
    private readonly schemas: Readonly<Record<string, Schema>>,
  ) {}

  pick<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(this.dice() * items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  /** `wrong`: how likely each value is of another type than it should be. */
  valueOf(schema: Schema, wrong: number, depth = 0): unknown {
    if (this.dice() < wrong) return this.pick(ODD);
    if (schema.$ref !== undefined) {
      return this.valueOf(this.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, wrong, depth);
    }
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices !== undefined) return this.valueOf(this.pick(choices), wrong, depth);
    if (schema.enum !== undefined) return this.pick(schema.enum);
    if (schema.example !== undefined && this.dice() < 0.4) return schema.example;
    const type = Array.isArray(schema.type) ? this.pick(schema.type as readonly string[]) : schema.type;
    if (type === 'object') return this.objectOf(schema, wrong, depth);
    if (type === 'array') return this.arrayOf(schema, wrong, depth);
    if (type === 'integer' || type === 'number') return this.pick(NUMBERS);
    if (type === 'boolean') return this.dice() < 0.5;
    if (type === 'null') return null;
    return this.pick(TEXTS);
  }

  private arrayOf({ items = {} }: Schema, wrong: number, depth: number): unknown[] {
    if (depth > 5) return [];
    return Array.from({ length: Math.floor(this.dice() * 3) }, () => this.valueOf(items, wrong, depth + 1));
  }

  private objectOf({ properties = {} }: Schema, wrong: number, depth: number): object {
    if (depth > 5) return {};
    const members = Object.entries(properties)
      .filter(() => this.dice() < 0.6)
      .map(([name, schema]) => [name, this.valueOf(schema, wrong, depth + 1)] as const);
    const extra = this.dice() < 0.1 ? [[this.pick(TEXTS), this.pick(ODD)] as const] : [];
    return Object.fromEntries([...members, ...extra]);
  }
}
