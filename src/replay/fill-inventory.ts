import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { fail, ok, type Result } from '../values/result.js';

/** Records as REST shows them. */
export interface InventoryDump {
  readonly networks: readonly unknown[];
  readonly profiles: readonly unknown[];
  readonly machines: readonly unknown[];
}

/** What REST shows and does not take. */
const OWN_FIELDS: ReadonlySet<string> = new Set(['id', 'createdAt', 'updatedAt']);

/** Reads `{ "networks": […], "profiles": […], "machines": […] }`; each may be missing, or a page of REST with `items`. */
export function readInventoryDump(text: string): Result<InventoryDump> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    return fail(`it is no JSON: ${(error as Error).message}`);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    return fail('it must be an object with networks, profiles and machines');
  const dump = parsed as Record<string, unknown>;
  const lists = {
    networks: listOf(dump['networks']),
    profiles: listOf(dump['profiles']),
    machines: listOf(dump['machines']),
  };
  const { networks, profiles, machines } = lists;
  if (networks === undefined || profiles === undefined || machines === undefined)
    return fail('networks, profiles and machines must be lists');
  return ok({ networks, profiles, machines });
}

function listOf(value: unknown): readonly unknown[] | undefined {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value as unknown[];
  const { items } = (value ?? {}) as { items?: unknown };
  return Array.isArray(items) ? items : undefined;
}

/** Gives an appliance these records through its own REST, so that they are checked as they were when they were made. */
export async function fillInventory(
  app: NestFastifyApplication,
  token: string,
  { profiles, networks, machines }: InventoryDump,
): Promise<Result<undefined>> {
  for (const [kind, records] of Object.entries({ profiles, networks, machines })) {
    for (const record of records) {
      const { statusCode, payload } = await app.inject({
        method: 'POST',
        url: `/api/v1/${kind}`,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        payload: JSON.stringify(inputOf(record)),
      });
      if (statusCode !== 201) return fail(`${kind}: ${JSON.stringify(record)} was refused: ${reasonIn(payload)}`);
    }
  }
  return ok(undefined);
}

function reasonIn(payload: string): string {
  return (JSON.parse(payload) as { detail?: string }).detail ?? payload;
}

/** A record as it was given: without what the appliance adds, and without what is not set. */
function inputOf(record: unknown): unknown {
  if (Array.isArray(record)) return record.map(withoutNulls);
  if (typeof record !== 'object' || record === null) return record;
  const given = Object.entries(record).filter(([name]) => !OWN_FIELDS.has(name));
  return withoutNulls(Object.fromEntries(given));
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const set = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(set.map(([name, inner]) => [name, withoutNulls(inner)]));
}
