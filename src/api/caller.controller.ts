import { Controller, Get, Req } from '@nestjs/common';
import { z } from 'zod';
import type { GuardedRequest } from './bearer-token.guard.js';
import { ROLES, type Caller } from './caller.js';
import { Operation } from './docs/operation.decorator.js';
import { Problem } from './problem.js';

const callerView = z
  .object({
    name: z.string().meta({ description: 'The name of the token; admin is the one of the data directory' }),
    role: z.enum(ROLES).meta({ description: 'viewer reads; operator also writes; admin also gives tokens' }),
  })
  .meta({ id: 'Caller' });

/** Who asks: what a program shows that was given a token and nothing else. */
@Controller('api/v1/whoami')
export class CallerController {
  @Operation({ summary: 'Whose token this is, and what it may do', tag: 'tokens', answer: callerView })
  @Get()
  caller(@Req() { caller }: GuardedRequest): Caller {
    if (caller === undefined)
      throw new Problem('unauthorized', 401, 'Send the header "Authorization: Bearer <token>".');
    return { name: caller.name, role: caller.role };
  }
}
