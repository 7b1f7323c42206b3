import { Injectable, type PipeTransform } from '@nestjs/common';
import { validationProblem } from '../api/problem.js';
import type { MacAddress } from '../values/mac-address.js';
import { readOwnMac } from './fields.schema.js';

/** The `{mac}` of a path, in any of the accepted forms. */
@Injectable()
export class MacPipe implements PipeTransform<string, MacAddress> {
  transform(text: string): MacAddress {
    const mac = readOwnMac(text);
    if (mac.ok) return mac.value;
    throw validationProblem([{ field: 'mac', reason: mac.error }]);
  }
}
