import { useCallback, useState } from 'react';
import type { TimelineEvent } from '../client/api';
import { LANES, laneName, spanOf, stagesOf, type BootAttempt } from './boot-attempts';
import './boot-picture.css';
import { showDuration } from './times';

const LANE_HEIGHT = 40;
const AXIS_HEIGHT = 26;
const NAMES_WIDTH = 86;
const RIGHT_MARGIN = 18;
const SHORTEST_MS = 2_000;
const SAME_START_MS = 500;
const NARROWEST_BAR = 8;
const BAR_HEIGHT = 20;
const PIXELS_PER_TICK = 110;
const PIXELS_PER_LETTER = 6.6;

interface BootPictureProps {
  readonly boot: BootAttempt;
  readonly chosen: number | undefined;
  readonly onChoose: (event: TimelineEvent) => void;
}

/** A round number of milliseconds between ticks, so that they stand well apart. */
function tickOf(milliseconds: number, ticks: number): number {
  const least = milliseconds / Math.max(1, ticks);
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((step) => step * power >= least) ?? 10) * power;
}

const showTick = (milliseconds: number): string =>
  milliseconds < 60_000
    ? `${Number((milliseconds / 1000).toFixed(2))} s`
    : `${Math.floor(milliseconds / 60_000)}:${String(Math.round((milliseconds % 60_000) / 1000)).padStart(2, '0')}`;

interface MarkProps {
  readonly event: TimelineEvent;
  readonly from: number;
  readonly to: number;
  readonly y: number;
  /** Pixels until the next mark of the lane. */
  readonly room: number;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

/** One event: its shape tells the outcome, and not its colour alone. */
function Mark({ event, from, to, y, room, chosen, onChoose }: MarkProps) {
  const wide = to - from >= NARROWEST_BAR;
  const file = event.detail['file'];
  const words = typeof file === 'string' ? (file.split('/').at(-1) ?? '') : '';
  const length = words.length * PIXELS_PER_LETTER + 16;
  const inside = wide && length < to - from;
  const label = inside || length < room ? words : '';
  return (
    <g className="mark" data-outcome={event.outcome} data-chosen={chosen} onClick={onChoose}>
      <title>{event.sentence}</title>
      <rect className="mark-reach" x={from - 8} y={y - 16} width={Math.max(to - from, 0) + 16} height={32} rx={8} />
      {wide && (
        <rect className="mark-bar" x={from} y={y - BAR_HEIGHT / 2} width={to - from} height={BAR_HEIGHT} rx={5} />
      )}
      {event.outcome === 'silent' ? (
        <path className="mark-cross" d={`M${to - 5} ${y - 5}l10 10m0 -10l-10 10`} />
      ) : (
        !wide && <circle className="mark-dot" cx={to} cy={y} r={event.outcome === 'noted' ? 4 : 6} />
      )}
      {label !== '' && (
        <text className={inside ? 'mark-inside' : 'mark-beside'} x={inside ? from + 9 : to + 11} y={y + 4}>
          {label}
        </text>
      )}
    </g>
  );
}

/** A request whose transfer is told by itself needs no mark of its own: the bar begins where it was asked. */
function marksOf(events: readonly TimelineEvent[]): TimelineEvent[] {
  const sent = events.filter(({ detail }) => typeof detail['seconds'] === 'number');
  return events.filter(
    (event) =>
      sent.includes(event) ||
      event.outcome === 'silent' ||
      !sent.some(
        (other) =>
          other.id > event.id &&
          other.detail['file'] === event.detail['file'] &&
          Math.abs(spanOf(other).from - spanOf(event).from) < SAME_START_MS,
      ),
  );
}

/** The width of an element from its first layout on, so that the picture is there with everything else. */
function useWidth(): {
  readonly ref: (element: HTMLDivElement | null) => (() => void) | undefined;
  readonly width: number;
} {
  const [width, setWidth] = useState(0);
  const ref = useCallback((element: HTMLDivElement | null) => {
    if (element === null) return undefined;
    setWidth(element.clientWidth);
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}

/** One boot as a picture: a lane for each protocol, time from left to right. The list of events below says the same. */
export function BootPicture({ boot, chosen, onChoose }: BootPictureProps) {
  const { ref, width } = useWidth();
  const lanes = LANES.filter((lane) => boot.events.some(({ protocol }) => protocol === lane));
  // What is only noted about the boot itself, minutes later, must not press the boot together.
  const spans = boot.events.filter(({ protocol }) => protocol !== 'boot').map(spanOf);
  const start = Math.min(...spans.map(({ from }) => from));
  const length = Math.max(Math.max(...spans.map(({ to }) => to)) - start, SHORTEST_MS);
  const space = Math.max(width - NAMES_WIDTH - RIGHT_MARGIN, 120);
  const x = (at: number): number => NAMES_WIDTH + ((at - start) / length) * space;
  const height = lanes.length * LANE_HEIGHT;
  const tick = tickOf(length, space / PIXELS_PER_TICK);
  const ticks = Array.from({ length: Math.floor(length / tick) + 1 }, (_, at) => at * tick);
  const summary = `${boot.events.length} events in ${showDuration(length)} over ${lanes.map(laneName).join(', ')}`;
  return (
    <div className="boot-picture" ref={ref}>
      {width > 0 && lanes.length > 0 && (
        <svg width={width} height={height + AXIS_HEIGHT} role="img" aria-label={`The boot as a picture: ${summary}`}>
          {lanes.map((lane, row) => (
            <rect
              key={lane}
              className="lane-ground"
              x={NAMES_WIDTH - 14}
              y={row * LANE_HEIGHT + 3}
              width={space + 14 + RIGHT_MARGIN}
              height={LANE_HEIGHT - 6}
              rx={8}
            />
          ))}
          {ticks.map((at) => (
            <g key={at} className="tick">
              <line x1={x(start + at)} x2={x(start + at)} y1={0} y2={height} />
              <text x={x(start + at)} y={height + 18} textAnchor="middle">
                {showTick(at)}
              </text>
            </g>
          ))}
          {lanes.map((lane, row) => {
            const y = row * LANE_HEIGHT + LANE_HEIGHT / 2;
            const events = marksOf(boot.events.filter(({ protocol }) => protocol === lane));
            return (
              <g key={lane} className="lane">
                <text x={0} y={y + 4}>
                  {laneName(lane)}
                </text>
                {events.map((event, at) => {
                  const { from, to } = spanOf(event);
                  const next = events[at + 1];
                  const end = next === undefined ? NAMES_WIDTH + space + RIGHT_MARGIN : x(spanOf(next).from);
                  return (
                    <Mark
                      key={event.id}
                      event={event}
                      from={x(from)}
                      to={x(to)}
                      y={y}
                      room={end - x(to)}
                      chosen={event.id === chosen}
                      onChoose={() => onChoose(event)}
                    />
                  );
                })}
              </g>
            );
          })}
        </svg>
      )}
    </div>
  );
}

const STAGE_NAMES = {
  address: 'Address',
  loader: 'Loader',
  configuration: 'Config',
  kernel: 'Kernel',
  system: 'System',
} as const;

/** How far a boot came. */
export function StageBar({ boot }: { readonly boot: BootAttempt }) {
  return (
    <ol className="stages" aria-label="Stages of the boot">
      {stagesOf(boot).map(({ name, from, to, failed, late }) => {
        const state = from === undefined ? 'open' : failed ? 'failed' : late === undefined ? 'done' : 'late';
        const words =
          from === undefined || to === undefined
            ? 'not seen'
            : failed
              ? 'no answer'
              : to > from
                ? showDuration(to - from)
                : 'at once';
        return (
          <li key={name} data-state={state}>
            <span>{STAGE_NAMES[name]}</span>
            <small>
              {words}
              {state === 'late' && <span title={`Slower than usual: ${late ?? ''}`}> · slow</span>}
            </small>
          </li>
        );
      })}
    </ol>
  );
}
