import { HttpStatus, Injectable, type PipeTransform } from '@nestjs/common';
import { Problem, validationProblem } from './problem.js';

/** The body of a PATCH: an object. RFC 7396 would let any other value replace the whole record. */
@Injectable()
export class MergePatchPipe implements PipeTransform<unknown, object> {
  transform(patch: unknown): object {
    if (patch === undefined) {
      throw new Problem(
        'malformed',
        HttpStatus.BAD_REQUEST,
        'The request has no body; send the members to change as a JSON object.',
      );
    }
    if (typeof patch === 'object' && patch !== null && !Array.isArray(patch)) return patch;
    throw validationProblem([{ field: '', reason: 'A patch is a JSON object with the members to change.' }]);
  }
}
