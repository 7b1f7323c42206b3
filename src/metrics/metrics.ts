import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { VERSION } from '../version.js';
import { PacketMetrics } from './packet-metrics.js';
import { RecordMetrics } from './record-metrics.js';

/** How finely the event loop's lag is measured, milliseconds: a timer of that period. */
const LAG_PRECISION_MS = 20;

/** All numbers of the appliance and of its process. They are put together when somebody asks. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();

  constructor(packets: PacketMetrics, records: RecordMetrics) {
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: LAG_PRECISION_MS });
    const build = { name: 'reveille_build_info', help: 'Always 1; the version is its label.', labelNames: ['version'] };
    new Gauge({ ...build, registers: [this.registry] }).set({ version: VERSION }, 1);
    packets.register(this.registry);
    records.register(this.registry);
  }

  /** Prometheus' text format. */
  render(): Promise<string> {
    return this.registry.metrics();
  }
}
