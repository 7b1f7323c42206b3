import { Injectable } from '@nestjs/common';
import type { Registry } from 'prom-client';
import { Journal } from '../journal/journal.port.js';
import { PersistentJournal } from '../journal/persistent-journal.js';
import { AnswerTimes } from '../responders/answer-times.js';
import { DroppedOptions } from '../responders/dropped-options.js';
import { HttpBootResponder } from '../responders/http-boot/http-boot.responder.js';
import { ResponderStatus } from '../responders/responder-status.js';
import { TftpResponder } from '../responders/tftp/tftp.responder.js';
import { collectCounter, collectGauge, collectHistogram } from './collected.js';
import { PacketCounts } from './packet-counts.js';

/** What happens on the wire, in numbers. */
@Injectable()
export class PacketMetrics {
  private readonly packets = new PacketCounts();

  constructor(
    journal: Journal,
    private readonly journalRows: PersistentJournal,
    private readonly answerTimes: AnswerTimes,
    private readonly droppedOptions: DroppedOptions,
    private readonly status: ResponderStatus,
    private readonly tftp: TftpResponder,
    private readonly http: HttpBootResponder,
  ) {
    journal.hear((event) => this.packets.hear(event));
  }

  register(registry: Registry): void {
    const { packets, answerTimes, status } = this;
    collectCounter(
      registry,
      {
        name: 'reveille_packets_total',
        help: 'Requests and events by protocol, verdict (answered, silent, noted) and reason, as the journal has them.',
        labelNames: ['protocol', 'verdict', 'reason'],
      },
      function* () {
        for (const { count, ...labels } of packets.all()) yield [labels, count];
      },
    );
    collectHistogram(
      registry,
      {
        name: 'reveille_answer_seconds',
        help: 'From the first look at a request until its answer is handed to the kernel, without delays on purpose.',
        labelNames: ['protocol'],
      },
      function* () {
        for (const [protocol, counts] of answerTimes.all()) yield [{ protocol }, counts];
      },
    );
    collectGauge(
      registry,
      {
        name: 'reveille_responder_up',
        help: '1: the responder listens on this interface; 0: it cannot, and /health/ready says why.',
        labelNames: ['responder', 'interface'],
      },
      function* () {
        for (const line of status.all())
          yield [{ responder: line.responder, interface: line.interface }, line.up ? 1 : 0];
      },
    );
    collectCounter(
      registry,
      {
        name: 'reveille_dhcp_options_dropped_total',
        help: 'Options of DHCP and BOOTP answers that found no room in the message, by code; 82 is what a relay wants back.',
        labelNames: ['option'],
      },
      () => [...this.droppedOptions.all()].map(([option, count]) => [{ option: String(option) }, count] as const),
    );
    this.registerTransfers(registry);
    this.registerJournal(registry);
  }

  private registerTransfers(registry: Registry): void {
    const carriers = [
      { protocol: 'tftp', running: () => this.tftp.running, counts: this.tftp.counts },
      { protocol: 'http', running: () => this.http.runningCount, counts: this.http.counts },
    ];
    collectGauge(
      registry,
      { name: 'reveille_transfers_running', help: 'Boot files that are on their way.', labelNames: ['protocol'] },
      () => carriers.map(({ protocol, running }) => [{ protocol }, running()] as const),
    );
    collectCounter(
      registry,
      {
        name: 'reveille_transfers_total',
        help: 'Transfers that are over, by how they ended.',
        labelNames: ['protocol', 'outcome'],
      },
      () =>
        carriers.flatMap(({ protocol, counts }) =>
          [...counts.byOutcome()].map(([outcome, count]) => [{ protocol, outcome }, count] as const),
        ),
    );
    collectCounter(
      registry,
      {
        name: 'reveille_transfer_bytes_total',
        help: 'Octets of transfers that are over: by TFTP those acknowledged, by HTTP those of whole answers.',
        labelNames: ['protocol'],
      },
      () => carriers.map(({ protocol, counts }) => [{ protocol }, counts.bytes] as const),
    );
    collectCounter(
      registry,
      {
        name: 'reveille_tftp_resent_blocks_total',
        help: 'TFTP blocks that went out once more, of transfers that are over.',
        labelNames: [],
      },
      () => [[{}, this.tftp.counts.resentBlocks]],
    );
  }

  private registerJournal(registry: Registry): void {
    collectGauge(
      registry,
      {
        name: 'reveille_journal_waiting_events',
        help: 'Events of the timeline that wait for the database.',
        labelNames: [],
      },
      () => [[{}, this.journalRows.waiting]],
    );
    collectCounter(
      registry,
      {
        name: 'reveille_journal_lost_events_total',
        help: 'Events of the timeline that found no room, because the database did not keep up.',
        labelNames: [],
      },
      () => [[{}, this.journalRows.lost]],
    );
  }
}
