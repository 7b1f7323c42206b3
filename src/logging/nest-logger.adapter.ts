import type { LoggerService } from '@nestjs/common';
import type { Log } from './log.js';

/**
 * Messages of Nest's `Logger` through our log. A lower-case context is one of our areas (`new Logger('net')`); Nest's own
 * contexts are class names, and its start-up chatter is debug to an operator.
 */
export class NestLogger implements LoggerService {
  constructor(private readonly ours: Log) {}

  private write(level: 'debug' | 'info' | 'warn' | 'error' | 'fatal', message: unknown, context: unknown[]): void {
    const last = context.at(-1);
    const area = typeof last === 'string' && /^[a-z][a-z0-9-]*$/.test(last) ? last : 'nest';
    const error = message instanceof Error ? message : undefined;
    // What keeps the program from starting is told by main.ts, in one sentence.
    const chatter = area === 'nest' && (level === 'info' || last === 'ExceptionHandler');
    this.ours
      .area(area)
      [chatter ? 'debug' : level]({ ...(error && { err: error }) }, error?.message ?? String(message));
  }

  log(message: unknown, ...context: unknown[]): void {
    this.write('info', message, context);
  }
  warn(message: unknown, ...context: unknown[]): void {
    this.write('warn', message, context);
  }
  error(message: unknown, ...context: unknown[]): void {
    this.write('error', message, context);
  }
  fatal(message: unknown, ...context: unknown[]): void {
    this.write('fatal', message, context);
  }
  debug(message: unknown, ...context: unknown[]): void {
    this.write('debug', message, context);
  }
  verbose(message: unknown, ...context: unknown[]): void {
    this.write('debug', message, context);
  }
}
