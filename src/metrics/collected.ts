import { Counter, Gauge, type Histogram, type Registry } from 'prom-client';
import type { BucketCounts } from '../values/bucket-counts.js';

/** One sample: its labels and its value. */
export type Sample<Label extends string, Value = number> = readonly [
  labels: Readonly<Record<Label, string>>,
  value: Value,
];

interface MetricText<Label extends string> {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly Label[];
}

/** A number that goes up and down, asked for at every scrape. */
export function collectGauge<Label extends string>(
  registry: Registry,
  text: MetricText<Label>,
  samples: () => Iterable<Sample<Label>>,
): void {
  new Gauge<Label>({
    ...text,
    registers: [registry],
    collect() {
      this.reset();
      for (const [labels, value] of samples()) this.set(labels, value);
    },
  });
}

/** A number that only grows and that somebody else counts, asked for at every scrape. */
export function collectCounter<Label extends string>(
  registry: Registry,
  text: MetricText<Label>,
  samples: () => Iterable<Sample<Label>>,
): void {
  new Counter<Label>({
    ...text,
    registers: [registry],
    collect() {
      this.reset();
      for (const [labels, value] of samples()) this.inc(labels, value);
    },
  });
}

/** Counts by bucket that somebody else keeps, asked for at every scrape. */
export function collectHistogram<Label extends string>(
  registry: Registry,
  { name, help }: MetricText<Label>,
  samples: () => Iterable<Sample<Label, BucketCounts>>,
): void {
  const metric = {
    name,
    get: () => {
      const values = [...samples()].flatMap(([labels, counts]) => bucketSamples(name, labels, counts));
      return Promise.resolve({ name, help, type: 'histogram', values });
    },
  };
  // The library's own histogram can only be told single values; its registry asks no more than a name and `get`.
  registry.registerMetric(metric as unknown as Histogram);
}

function bucketSamples(name: string, labels: Readonly<Record<string, string>>, { bounds, counts, sum }: BucketCounts) {
  let count = 0;
  const buckets = [...counts].map((inBucket, index) => {
    count += inBucket;
    return { metricName: `${name}_bucket`, labels: { ...labels, le: bounds[index] ?? '+Inf' }, value: count };
  });
  return [
    ...buckets,
    { metricName: `${name}_sum`, labels, value: sum },
    { metricName: `${name}_count`, labels, value: count },
  ];
}
