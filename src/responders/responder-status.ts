import { Injectable } from '@nestjs/common';
import type { NetProblem } from '../net/net.port.js';

/** How one responder stands on one interface. */
export interface ResponderLine {
  /** `RARP`, `DHCP and BOOTP`, `TFTP`. */
  readonly responder: string;
  /** Where it listens: `EtherType 0x8035`, `UDP 67`. */
  readonly where: string;
  readonly interface: string;
  readonly up: boolean;
  /** Why it is not up, or what it does without; for the operator. */
  readonly note?: string | undefined;
  /** The capability that would cure it, when that is why. */
  readonly capability?: NetProblem['capability'] | undefined;
}

/** Who listens where, and who does not and why: the responders write it, the start screen reads it. */
@Injectable()
export class ResponderStatus {
  private readonly lines = new Map<string, ResponderLine>();
  private readonly off = new Map<string, string>();

  set(line: ResponderLine): void {
    this.lines.set(`${line.responder} ${line.interface}`, line);
  }

  remove(responder: string, interfaceName: string): void {
    this.lines.delete(`${responder} ${interfaceName}`);
  }

  /** A responder that listens nowhere because the settings say so. */
  switchedOff(responder: string, setting: string): void {
    this.off.set(responder, setting);
  }

  all(): readonly ResponderLine[] {
    return [...this.lines.values()];
  }

  /** Those that do not listen, or work with a limit, and why. */
  troubled(): readonly { readonly part: string; readonly why: string }[] {
    return this.all().flatMap(({ responder, interface: name, note }) =>
      note === undefined ? [] : [{ part: `${responder} on ${name}`, why: note }],
    );
  }

  allOff(): ReadonlyMap<string, string> {
    return this.off;
  }
}
