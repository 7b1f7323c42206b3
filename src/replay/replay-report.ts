/** One thing that the replayed appliance noted. */
export interface ReplayedEvent {
  /** Number of the frame in the file, counted from 1, after which it was noted. */
  readonly frame: number;
  readonly at: string;
  readonly mac: string | undefined;
  readonly sentence: string;
}

/** One frame that it would have sent. */
export interface ReplayedAnswer {
  readonly frame: number;
  readonly at: string;
  readonly route: string;
  readonly words: string;
  /** The whole Ethernet frame. */
  readonly hex: string;
}

/** What is to be said about one boot. */
export interface ReplayedVerdict {
  readonly mac: string;
  readonly startedAt: string;
  readonly state: string;
  readonly sentence: string;
  readonly cure: string;
  readonly notes: readonly string[];
}

/** A frame that could not be put on the wire. */
export interface LeftOut {
  readonly frame: number;
  /** `cut`: the capture kept too little of it; `own`: it is ours; `unread`: nobody reads such a frame. */
  readonly kind: 'cut' | 'own' | 'unread';
  readonly why: string;
}

/** A capture, heard by an appliance in a world of its own. */
export interface ReplayReport {
  readonly frames: number;
  readonly leftOut: readonly LeftOut[];
  /** Why the file could not be read to its end. */
  readonly problem: string | undefined;
  readonly events: readonly ReplayedEvent[];
  readonly answers: readonly ReplayedAnswer[];
  readonly verdicts: readonly ReplayedVerdict[];
}
