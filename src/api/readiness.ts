import { Injectable } from '@nestjs/common';

/** A part that is not ready, and why. */
export interface NotReady {
  readonly part: string;
  readonly why: string;
}

/** A part that serves less than it should while the rest works, and why. */
export interface Degraded {
  readonly part: string;
  readonly why: string;
}

/** What each part of the appliance says about itself; `GET /health/ready` reads it. */
@Injectable()
export class Readiness {
  private readonly told = new Map<string, string | undefined>();
  private readonly watchers: (() => readonly Degraded[])[] = [];
  private readonly askers: (() => string | undefined)[] = [];
  private readonly probes = new Map<string, () => Promise<void>>();

  /** This part works (again). */
  ready(part: string): void {
    this.told.set(part, undefined);
  }

  /** This part does not work; `why` is a sentence for the operator. A part that is still starting says so here. */
  notReady(part: string, why: string): void {
    this.told.set(part, why);
  }

  /** A part that is asked each time; it throws with the reason when it is not ready. */
  probe(part: string, check: () => Promise<void>): void {
    this.probes.set(part, check);
  }

  /** Parts without which the appliance is ready all the same; asked each time. */
  watch(ask: () => readonly Degraded[]): void {
    this.watchers.push(ask);
  }

  degraded(): readonly Degraded[] {
    return this.watchers.flatMap((ask) => ask());
  }

  /** Something that works and that the operator should hear of all the same; asked each time, undefined when all is well. */
  remark(ask: () => string | undefined): void {
    this.askers.push(ask);
  }

  remarks(): readonly string[] {
    return this.askers.map((ask) => ask()).filter((sentence) => sentence !== undefined);
  }

  /** Every part with its state; undefined means ready. */
  async state(): Promise<ReadonlyMap<string, string | undefined>> {
    const state = new Map(this.told);
    for (const [part, check] of this.probes) {
      try {
        await check();
        state.set(part, undefined);
      } catch (error) {
        state.set(part, error instanceof Error ? error.message : String(error));
      }
    }
    return state;
  }
}
