import { Injectable } from '@nestjs/common';
import { ANSWER_SECONDS, BucketCounts } from '../values/bucket-counts.js';

/** How long answers took, by protocol, in seconds: from the first look at a request until its answer is handed over. */
@Injectable()
export class AnswerTimes {
  private readonly counts = new Map<string, BucketCounts>();

  of(protocol: string): BucketCounts {
    let counts = this.counts.get(protocol);
    if (counts === undefined) this.counts.set(protocol, (counts = new BucketCounts(ANSWER_SECONDS)));
    return counts;
  }

  all(): ReadonlyMap<string, BucketCounts> {
    return this.counts;
  }
}
