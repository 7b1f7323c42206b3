import type { Instant } from '../values/instant.js';
import { Clock } from './clock.port.js';

interface Appointment {
  readonly at: Instant;
  readonly happen: () => void;
}

/** A clock that stands still until it is told what time it is. */
export class VirtualClock extends Clock {
  override readonly ofThisHost = false;
  private readonly appointments = new Set<Appointment>();

  constructor(private time: Instant) {
    super();
  }

  override now(): Instant {
    return this.time;
  }

  override elapsed(): number {
    return this.time;
  }

  override after(milliseconds: number, happen: () => void): () => void {
    const appointment = { at: this.time + milliseconds, happen };
    this.appointments.add(appointment);
    return () => this.appointments.delete(appointment);
  }

  /** The moment of the next appointment at or before `until`; undefined when nothing is due by then. */
  nextBy(until: Instant): Instant | undefined {
    return this.earliest(until)?.at;
  }

  /** Lets time pass up to this moment; it never goes back. What is due happens in its order, each at its own time. */
  advanceTo(moment: Instant): void {
    for (let due = this.earliest(moment); due !== undefined; due = this.earliest(moment)) {
      this.appointments.delete(due);
      this.time = Math.max(this.time, due.at);
      due.happen();
    }
    this.time = Math.max(this.time, moment);
  }

  /** Of those at one moment the one that was made first. */
  private earliest(until: Instant): Appointment | undefined {
    let first: Appointment | undefined;
    for (const appointment of this.appointments) {
      if (appointment.at <= until && (first === undefined || appointment.at < first.at)) first = appointment;
    }
    return first;
  }
}
