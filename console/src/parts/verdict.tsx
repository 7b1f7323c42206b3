import type { TimelineEvent } from '../client/api';
import type { BootAttempt } from './boot-attempts';
import { Icon } from './icon';
import { showAge } from './times';

/** The event that says most about how a boot stands: silence that nothing answered, else the last thing that happened. */
function tellingEvent({ events }: BootAttempt): TimelineEvent | undefined {
  const last = events.at(-1);
  return last?.outcome === 'noted' ? (events.findLast(({ outcome }) => outcome !== 'noted') ?? last) : last;
}

/** One sentence on top: how the boot stands, and what to do when it does not go on. */
export function VerdictNote({ boot }: { readonly boot: BootAttempt }) {
  const event = tellingEvent(boot);
  if (event === undefined) return null;
  const bad = event.outcome === 'silent' || event.reason !== null;
  return (
    <div className={`note verdict ${bad ? 'note-warn' : 'note-good'}`} role="status">
      <Icon name={bad ? 'warn' : 'check'} size={20} />
      <div>
        <strong>{event.sentence}</strong>
        {event.cure !== null && <p>{event.cure}</p>}
        <p className="quiet">The latest of this boot, {showAge(event.lastAt)}.</p>
      </div>
    </div>
  );
}
