/** What is plugged into a wire: hears every frame that another one sends. The frame is its own copy. */
export type Station = (frame: Buffer) => void;

/** One end of a cable. */
export interface Plug {
  /** Puts a copy of the frame on the wire. */
  send(frame: Uint8Array): void;
  unplug(): void;
}

export interface VirtualWireOptions {
  /** Frames move only when `run` is called. Without it they move after the current callback, before any timer. */
  readonly manual?: boolean;
}

/** Frames moved in one go before the event loop turns, so that two stations that chatter forever stop nobody else. */
const FRAMES_PER_TURN = 1_000;

/**
 * A broadcast domain in memory. Frames arrive in the order in which they were sent, at every other station in the
 * order in which they were plugged in; never inside the sender's own call. So a test runs the same way every time.
 */
export class VirtualWire {
  readonly #manual: boolean;
  readonly #stations = new Set<Station>();
  readonly #queue: { readonly frame: Buffer; readonly from: Station | undefined }[] = [];
  readonly #observers = new Set<(frame: Buffer) => void>();
  #running = false;
  #scheduled = false;

  /** Loses the frames for which it says true, before anybody (observers too) sees them. */
  lose: ((frame: Buffer) => boolean) | undefined;

  constructor(options: VirtualWireOptions = {}) {
    this.#manual = options.manual ?? false;
  }

  attach(station: Station): Plug {
    this.#stations.add(station);
    return {
      send: (frame) => {
        if (this.#stations.has(station)) this.#enqueue(frame, station);
      },
      unplug: () => this.#stations.delete(station),
    };
  }

  /** Puts a frame on the wire from nowhere: every station hears it. */
  inject(frame: Uint8Array): void {
    this.#enqueue(frame, undefined);
  }

  /** Shows every frame that is delivered, before the stations get it; returns the way to stop. */
  observe(observer: (frame: Buffer) => void): () => void {
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }

  /** An array that grows by every frame delivered from now on. */
  capture(): readonly Buffer[] {
    const frames: Buffer[] = [];
    this.observe((frame) => frames.push(frame));
    return frames;
  }

  /** Delivers what waits, and what that causes, until the wire is quiet. Returns the number of frames. */
  run(): number {
    // Called by a receiver: what waits is delivered when that one has returned.
    if (this.#running) return 0;
    let delivered = 0;
    while (this.#deliverNext()) delivered++;
    return delivered;
  }

  #enqueue(frame: Uint8Array, from: Station | undefined): void {
    const copy = Buffer.from(frame);
    if (this.lose?.(copy) === true) return;
    this.#queue.push({ frame: copy, from });
    if (this.#manual || this.#running || this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => this.#runTurn());
  }

  #runTurn(): void {
    this.#scheduled = false;
    for (let count = 0; count < FRAMES_PER_TURN; count++) {
      if (!this.#deliverNext()) return;
    }
    this.#scheduled = true;
    setImmediate(() => this.#runTurn());
  }

  #deliverNext(): boolean {
    const next = this.#queue.shift();
    if (next === undefined) return false;
    this.#running = true;
    try {
      for (const observer of this.#observers) observer(Buffer.from(next.frame));
      for (const station of [...this.#stations]) {
        if (station !== next.from && this.#stations.has(station)) station(Buffer.from(next.frame));
      }
    } finally {
      this.#running = false;
    }
    return true;
  }
}
