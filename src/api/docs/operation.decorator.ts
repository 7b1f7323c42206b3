import { SetMetadata } from '@nestjs/common';
import type { z } from 'zod';

export const OPERATION = 'reveille:operation';

/** What the OpenAPI page says about a route, beyond what its decorators already say. */
export interface OperationNotes {
  readonly summary: string;
  readonly description?: string;
  readonly tag: string;
  /** Needs no token. */
  readonly open?: boolean;
  /** The body, where it is not declared by `@Body({ schema })`. */
  readonly body?: { readonly schema: z.ZodType; readonly contentTypes: readonly string[] };
  readonly query?: z.ZodObject;
  /** The answer's schema, and its status when that is not 200. */
  readonly answer?: z.ZodType;
  readonly status?: number;
  /** It is 201 when there was no such record before, with the same body. */
  readonly mayCreate?: boolean;
  /** Statuses that come as problem+json. */
  readonly errors?: readonly number[];
}

export const Operation = (notes: OperationNotes): MethodDecorator => SetMetadata(OPERATION, notes);
