import type { LoggerService } from '@nestjs/common';
import type { Log } from './log.js';

/** Nest's own messages through our log, in area `nest`; its start-up chatter is debug to an operator. */
export class NestLogger implements LoggerService {
  constructor(private readonly ours: Log) {}

  private write(level: 'debug' | 'warn' | 'error' | 'fatal', message: unknown, context: unknown[]): void {
    const error = message instanceof Error ? message : undefined;
    this.ours.area('nest')[level]({ ...(error && { err: error }), context }, error?.message ?? String(message));
  }

  log(message: unknown, ...context: unknown[]): void {
    this.write('debug', message, context);
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
