const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

export const showClock = (at: string | number): string => clock.format(new Date(at));

/** `10:02:11` today, else `20 Nov 2026, 10:02:11`. */
export function showTime(at: string | number): string {
  const then = new Date(at);
  return day.format(then) === day.format(new Date())
    ? clock.format(then)
    : `${day.format(then)}, ${clock.format(then)}`;
}

/** `0.42 s`, `12 s`, `3 min 20 s` */
export function showDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 1) return `${Math.round(milliseconds)} ms`;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 90) return `${minutes} min ${Math.round(seconds % 60)} s`;
  return `${Math.round(minutes / 60)} h`;
}

const AGES: readonly (readonly [seconds: number, name: string])[] = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
];

/** `just now`, `12 min ago` */
export function showAge(at: string | number): string {
  const seconds = (Date.now() - new Date(at).getTime()) / 1000;
  const unit = AGES.find(([size]) => seconds >= size);
  return unit === undefined ? 'just now' : `${Math.floor(seconds / unit[0])} ${unit[1]} ago`;
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `1.4 MB` */
export function showBytes(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${UNITS[unit] ?? ''}`;
}
