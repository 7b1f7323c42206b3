import { LineBatches, type LineSink } from './line-batches.js';
import { pino, type DestinationStream, type Logger } from 'pino';
import type { Settings } from '../settings/settings.js';
import { formatInstant } from '../values/instant.js';

/** A logger of one area; its level may differ from the others' (`REVEILLE_LOG=info,rarp:debug`). */
export type AreaLog = Logger;

/** At most this much unwritten log is kept when whatever reads our output has stopped; past it lines are dropped. */
const MOST_UNWRITTEN_BYTES = 16 * 1024 * 1024;

/**
 * Structured logs: one JSON object per line on standard output, or coloured text when a person is watching.
 * Also the injection token.
 */
export class Log {
  private readonly root: Logger;
  private readonly areas = new Map<string, AreaLog>();

  constructor(
    private readonly settings: Settings['log'],
    private readonly destination: DestinationStream,
  ) {
    this.root = pino(
      {
        level: 'trace',
        base: null,
        timestamp: () => `,"time":"${this.presentTime()}"`,
        formatters: { level: (label) => ({ level: label }) },
      },
      destination,
    );
  }

  /** What the next line has as its time: RFC 3339. */
  presentTime(): string {
    return formatInstant(Date.now());
  }

  /** The logger of an area: `rarp`, `dhcp`, `tftp`, `net`, `api`, … */
  area(name: string): AreaLog {
    let area = this.areas.get(name);
    if (area === undefined) {
      area = this.root.child({ area: name }, { level: this.settings.areas[name] ?? this.settings.level });
      this.areas.set(name, area);
    }
    return area;
  }

  /** Writes a finished line, its newline included; whoever makes one has asked the area's level. */
  writeLine(line: string): void {
    this.destination.write(line);
  }

  /** The same for a line in octets, in two parts. */
  writeLineParts(head: Buffer, tail: Buffer): void {
    if (this.destination instanceof LineBatches) this.destination.writeParts(head, tail);
    else this.destination.write(head.toString() + tail.toString());
  }

  /** Writes what is still in memory; the last thing before the process ends. */
  flush(): void {
    (this.destination as { flushSync?: () => void }).flushSync?.();
  }
}

/**
 * Where log lines go: standard output without waiting for it, many lines in one write, or through pino-pretty on a
 * terminal.
 */
export async function openLogDestination(terminal: boolean): Promise<DestinationStream> {
  if (terminal) {
    const { default: pretty } = await import('pino-pretty');
    return pretty({ sync: true, ignore: 'area', messageFormat: '{area}: {msg}', translateTime: 'SYS:HH:MM:ss.l' });
  }
  const output = pino.destination({ dest: 1, sync: false, maxLength: MOST_UNWRITTEN_BYTES, contentMode: 'buffer' });
  // Its declared types know only text, which the mode for buffers does not take.
  return new LineBatches(output as unknown as LineSink);
}
