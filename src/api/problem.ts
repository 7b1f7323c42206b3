import { HttpException, HttpStatus } from '@nestjs/common';

/** One field of a request and what is wrong with it: `{ field: 'nics[0].ip', reason: '…' }`. */
export interface FieldError {
  readonly field: string;
  readonly reason: string;
}

/** The body of every error answer: RFC 9457 §3, with `errors` (one row per field) and `reference` (a log line's mark). */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  readonly reference?: string;
}

export const PROBLEM_TITLES = {
  malformed: 'The request could not be read',
  validation: 'The request was understood but cannot be carried out',
  conflict: 'Another record stands in the way',
  'not-found': 'There is no such thing',
  unauthorized: 'A token is needed',
  forbidden: 'This token may not do that',
  'too-many': 'Too many attempts',
  'changed-meanwhile': 'Somebody else changed it meanwhile',
  unavailable: 'Not possible at the moment',
  internal: 'A fault of the appliance',
} as const;
export type ProblemKind = keyof typeof PROBLEM_TITLES;

/** An error answer. Thrown anywhere below a controller; the problem filter writes it out. */
export class Problem extends HttpException {
  constructor(kind: ProblemKind, status: number, detail: string, errors?: readonly FieldError[], reference?: string) {
    const details: ProblemDetails = {
      type: `urn:reveille:problem:${kind}`,
      title: PROBLEM_TITLES[kind],
      status,
      detail,
      ...(errors && { errors }),
      ...(reference !== undefined && { reference }),
    };
    super(details, status);
  }

  get details(): ProblemDetails {
    return this.getResponse() as ProblemDetails;
  }
}

function sentence(errors: readonly FieldError[]): string {
  return errors.map(({ field, reason }) => (field === '' ? reason : `${field}: ${reason}`)).join('; ');
}

/** 422: the content is wrong; each row names a field and the reason. */
export function validationProblem(errors: readonly FieldError[]): Problem {
  return new Problem('validation', HttpStatus.UNPROCESSABLE_ENTITY, sentence(errors), errors);
}

/** 409: another record has what this one asks for; each row names the field and the other record. */
export function conflictProblem(errors: readonly FieldError[]): Problem {
  return new Problem('conflict', HttpStatus.CONFLICT, sentence(errors), errors);
}

/** 404 */
export function notFoundProblem(detail: string): Problem {
  return new Problem('not-found', HttpStatus.NOT_FOUND, detail);
}
