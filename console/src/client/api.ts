import createClient from 'openapi-fetch';
import { ApiProblem, readProblem } from './problem';
import type { components, paths } from './schema';
import { readToken, signOut } from './session';

type Schemas = components['schemas'];
export type Machine = Schemas['Machine'];
export type MachineInput = Schemas['MachineInput'];
export type BootMode = Machine['boot']['mode'];
export type Network = Schemas['Network'];
export type Profile = Schemas['Profile'];
export type Sighting = Schemas['Sighting'];
export type Boot = Schemas['Boot'];
export type BootFinding = Pick<Boot['verdict'], 'sure' | 'sentence' | 'cure' | 'evidence'>;
export type ExplainStep = Schemas['ExplainStep'];
export type ExplainFetch = Schemas['ExplainFetch'];
export type TimelineEvent = Schemas['TimelineEvent'];
export type BulkResult = Schemas['BulkResult'];
export type BulkRow = Schemas['BulkRow'];
export type Role = Schemas['Caller']['role'];
export type Lease = Schemas['Lease'];
export type BootFile = Schemas['BootFile'];
export type Token = Schemas['Token'];
export type Webhook = Schemas['Webhook'];
export type WebhookEvent = Webhook['events'][number];
export type WebhookDelivery = Schemas['WebhookDelivery'];
export type AuditEntry = Schemas['AuditEntry'];

/** The headers that every request to the API carries. */
export function authorization(): Record<string, string> {
  const token = readToken();
  return token === null ? {} : { authorization: `Bearer ${token}` };
}

/** REST as docs/openapi.json describes it. */
export const api = createClient<paths>({ baseUrl: '' });

api.use({
  onRequest({ request }) {
    for (const [name, value] of Object.entries(authorization())) request.headers.set(name, value);
    return request;
  },
  onResponse({ response }) {
    // The token was deleted, or has ended: only signing in anew helps.
    if (response.status === 401 && readToken() !== null) signOut();
  },
});

interface Answer<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

/** The answer's body; throws ApiProblem when the appliance says no. */
export async function ask<Data>(asking: Promise<Answer<Data>>): Promise<NonNullable<Data>> {
  const { data, error, response } = await asking;
  if (!response.ok) throw new ApiProblem(readProblem(error, response.status));
  return data as NonNullable<Data>;
}

/** The answer's body with its entity tag, which a later change sends back as If-Match. */
export async function askWithTag<Data>(
  asking: Promise<Answer<Data>>,
): Promise<{ readonly record: NonNullable<Data>; readonly tag: string | undefined }> {
  const answer = await asking;
  const record = await ask(Promise.resolve(answer));
  return { record, tag: answer.response.headers.get('etag') ?? undefined };
}

/** Is this token any good, and what may it do? Asked before anything is kept. */
export async function tryToken(token: string): Promise<Schemas['Caller']> {
  const response = await fetch('/api/v1/whoami', { headers: { authorization: `Bearer ${token}` } });
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw new ApiProblem(readProblem(body, response.status));
  return body as Schemas['Caller'];
}

/** Changes a machine by a merge patch (RFC 7396), in which null removes; with a tag only if nobody changed it since. */
export function patchMachine(id: number, patch: object, tag: string | undefined): Promise<Machine> {
  return ask(
    api.PATCH('/api/v1/machines/{id}', {
      params: { path: { id } },
      // The schema describes the record; what a merge patch may hold besides, null, it cannot say.
      body: patch,
      ...(tag !== undefined && { headers: { 'if-match': tag } }),
    }),
  );
}
