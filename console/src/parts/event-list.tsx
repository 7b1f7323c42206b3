import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api, ask, type TimelineEvent } from '../client/api';
import { laneName } from './boot-attempts';
import './event-list.css';
import { Packet } from './packet';
import { ProblemNote } from './problem-note';
import { showClock } from './times';

interface EventListProps {
  readonly events: readonly TimelineEvent[];
  readonly chosen: number | undefined;
  readonly onChoose: (id: number | undefined) => void;
}

const OUTCOMES = { answered: 'answered', silent: 'no answer', noted: 'noted' } as const;

function Facts({ event }: { readonly event: TimelineEvent }) {
  const facts: readonly (readonly [string, unknown])[] = [
    ['said', event.what],
    ['MAC', event.mac],
    ['address', event.ip],
    ['interface', event.interface],
    ['reason', event.reason],
    ['last repeated', event.repeats > 1 ? event.lastAt : null],
    ...Object.entries(event.detail),
  ];
  return (
    <dl className="facts">
      {facts.flatMap(([name, value]) =>
        value === null || value === undefined
          ? []
          : [
              <div key={name}>
                <dt>{name}</dt>
                <dd className="mono">{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
              </div>,
            ],
      )}
    </dl>
  );
}

/** Octets that could not be read, as the responders kept them, decoded when asked for. */
function Octets({ hex }: { readonly hex: string }) {
  const decoding = useMutation({ mutationFn: () => ask(api.POST('/api/v1/decode', { body: { hex } })) });
  if (decoding.data !== undefined) {
    const words = decoding.data.packets.map((packet) => packet.words).join('\n\n');
    return <Packet title="Decoded" words={[words, decoding.data.problem ?? ''].join('\n').trim()} hex={hex} />;
  }
  return (
    <>
      {decoding.error !== null && <ProblemNote error={decoding.error} />}
      <Button size="xs" variant="default" mt="xs" loading={decoding.isPending} onClick={() => decoding.mutate()}>
        Decode its {hex.length / 2} octets
      </Button>
    </>
  );
}

function EventRow({
  event,
  open,
  onToggle,
}: {
  readonly event: TimelineEvent;
  readonly open: boolean;
  readonly onToggle: () => void;
}) {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (open) row.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  return (
    <li ref={row} className="event" data-outcome={event.outcome} data-open={open}>
      <button type="button" aria-expanded={open} onClick={onToggle}>
        <time dateTime={event.at} className="mono">
          {showClock(event.at)}
        </time>
        <span className="event-lane">{laneName(event.protocol)}</span>
        <span className="event-words">
          {event.sentence}
          {event.repeats > 1 && <span className="tag">× {event.repeats}</span>}
        </span>
        <span className="event-outcome">{OUTCOMES[event.outcome]}</span>
      </button>
      {open && (
        <div className="event-more">
          {event.cure !== null && <p className="event-cure">{event.cure}</p>}
          <Facts event={event} />
          {typeof event.detail['bytes'] === 'string' && <Octets hex={event.detail['bytes']} />}
        </div>
      )}
    </li>
  );
}

/** Events in words, the newest first; each opens into what was decoded. */
export function EventList({ events, chosen, onChoose }: EventListProps) {
  return (
    <ol className="events">
      {events.toReversed().map((event) => (
        <EventRow
          key={event.id}
          event={event}
          open={event.id === chosen}
          onToggle={() => onChoose(event.id === chosen ? undefined : event.id)}
        />
      ))}
    </ol>
  );
}
