import { Injectable, type PipeTransform } from '@nestjs/common';
import { notFoundProblem } from './problem.js';

/** The largest id that both databases can hold. */
const LARGEST_ID = 0x7fff_ffff;

/** The `{id}` of a path. Whatever cannot be an id is the id of nothing: 404. */
@Injectable()
export class RecordIdPipe implements PipeTransform<string, number> {
  transform(text: string): number {
    const id = Number(text);
    if (/^\d{1,10}$/.test(text) && id <= LARGEST_ID) return id;
    throw notFoundProblem(
      `There is no record "${text}": ids are whole numbers, which the list tells (GET /api/v1/machines?hostname=NAME for a machine's).`,
    );
  }
}
