import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../../clock/clock.port.js';
import { MachineDirectory } from '../../inventory/machine-directory.js';
import { Journal } from '../../journal/journal.port.js';
import type { Instant } from '../../values/instant.js';
import { attemptOf, hasReached, type BootAttempt } from '../boot-attempt.js';
import { judgeAttempt, type BootVerdict } from '../judge-attempt.js';
import { BootFactsSource } from './boot-facts.js';
import { tellVerdict } from './boot-verdict.render.js';
import { LiveBoots, type LiveBoot } from './live-boots.js';

/** How often boots are looked at. */
const LOOK_MS = 100;
/** How often those that are over are let go. */
const FORGET_EVERY_MS = 2_000;
/** A loader that gets no answer tries the next name at once: what fails is told when it stays so. */
const SETTLE_MS = 5_000;
/** A boot that goes on without a word is judged so often: its next step may be overdue. */
const JUDGE_AGAIN_MS = 10_000;
/**
 * Boots that are judged in one look: 50 µs each, and 200 where an unknown hardware address is compared with those of the
 * inventory. More of them at once would be heard in the answers.
 */
const MOST_JUDGED = 8;

/** Follows boots as they happen and tells, once each, that one failed, stands still, or is done. */
@Injectable()
export class BootWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly boots = new LiveBoots();
  private timer: NodeJS.Timeout | undefined;
  private forgotAt = 0;

  constructor(
    private readonly journal: Journal,
    private readonly directory: MachineDirectory,
    private readonly facts: BootFactsSource,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    // A replay judges its boots itself, when it has heard all.
    if (!this.clock.ofThisHost) return;
    this.journal.hear((event) => this.boots.note(event));
    this.timer = setInterval(() => this.look(this.clock.now()), LOOK_MS);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Judges the boots that have come to rest since they were judged last, or that may be overdue. */
  look(now: Instant): void {
    if (now - this.forgotAt >= FORGET_EVERY_MS) {
      this.boots.forget(now);
      this.forgotAt = now;
    }
    let judged = 0;
    for (const boot of this.boots.all()) {
      if (judged >= MOST_JUDGED) return;
      if (!isDue(boot, now)) continue;
      judged += 1;
      boot.judgedAt = now;
      this.judge(boot, now);
    }
  }

  private judge(boot: LiveBoot, now: Instant): void {
    const attempt = attemptOf(boot.events);
    const machine = boot.machineId === undefined ? undefined : this.directory.byId(boot.machineId);
    const verdict = judgeAttempt(attempt, this.facts.factsOf(attempt, machine, now));
    if (verdict.rule === boot.told || !isWorthTelling(verdict, attempt)) return;
    boot.told = verdict.rule;
    this.journal.record(tellVerdict(verdict, attempt, machine, now));
  }
}

function isDue({ lastAt, judgedAt, told }: LiveBoot, now: Instant): boolean {
  const again = now - judgedAt >= JUDGE_AGAIN_MS;
  const heardSince = lastAt >= judgedAt;
  return heardSince ? again || now - lastAt >= SETTLE_MS : again && told === undefined;
}

/** A system that renews its lease "boots" too; it is not worth a line. */
function isWorthTelling({ state }: BootVerdict, attempt: BootAttempt): boolean {
  if (state === 'booted') return hasReached(attempt, 'loader-fetched', 'kernel', 'bootparams', 'done');
  // Who only listens, or serves nobody here, has set it so: the timeline says it, the log need not.
  if (attempt.events.some(({ reason }) => reason === 'shadow' || reason === 'network-off')) return false;
  return state === 'failed' || state === 'stalled';
}
