import type { components } from './schema';

export type ProblemDetails = components['schemas']['Problem'];

/** An answer of the appliance that says no (problem+json), or the news that there was no answer. */
export class ApiProblem extends Error {
  constructor(readonly details: ProblemDetails) {
    super(details.detail);
    this.name = 'ApiProblem';
  }

  get status(): number {
    return this.details.status;
  }
}

const UNREACHABLE: ProblemDetails = {
  type: 'urn:reveille:problem:unreachable',
  title: 'The appliance does not answer',
  status: 0,
  detail:
    'Is it running, and is the network between here and there all right? This page goes on by itself when it is back.',
};

/** What went wrong, in the words of the appliance where it had any. */
export function problemOf(error: unknown): ProblemDetails {
  if (error instanceof ApiProblem) return error.details;
  if (error instanceof TypeError) return UNREACHABLE;
  const detail = error instanceof Error ? error.message : String(error);
  return { type: 'urn:reveille:problem:console', title: 'The console met a fault of its own', status: 0, detail };
}

/** The body of an error answer; what is no problem+json (a proxy’s page) is named by its status. */
export function readProblem(body: unknown, status: number): ProblemDetails {
  if (typeof body === 'object' && body !== null && 'detail' in body && 'title' in body) return body as ProblemDetails;
  return {
    type: 'urn:reveille:problem:foreign',
    title: `An answer with status ${status}`,
    status,
    detail: 'It did not come from Reveille; is there a proxy in between?',
  };
}
