import { HttpStatus, Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { Problem } from './problem.js';
import { readInput } from './read-input.js';

/** Reads every parameter that was declared with a schema: `@Body({ schema })`, `@Query({ schema })`. */
@Injectable()
export class SchemaPipe implements PipeTransform {
  transform(value: unknown, { schema, type }: ArgumentMetadata): unknown {
    if (!(schema instanceof z.ZodType)) return value;
    if (type === 'body' && value === undefined) {
      throw new Problem('malformed', HttpStatus.BAD_REQUEST, 'The request has no body; send a JSON object.');
    }
    return readInput(schema, value);
  }
}
