import { usageFailure } from './command-failure.js';

type Fields = Record<string, unknown>;

/** What JSON has a form for besides text; anything else is text, and so is what stands in quotation marks. */
function readValue(text: string): unknown {
  if (!/^(?:-?\d|true$|false$|null$|[[{"])/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text; // 10.79.0.1 begins like a number
  }
}

function place(fields: Fields, path: readonly string[], value: unknown): void {
  const [first = '', ...rest] = path;
  if (rest.length === 0) {
    fields[first] = value;
    return;
  }
  const inner = fields[first];
  const below: Fields = typeof inner === 'object' && inner !== null ? (inner as Fields) : {};
  fields[first] = below;
  place(below, rest, value);
}

/**
 * `boot.mode=paused labels.rack=r1 leaseSeconds=3600 pools='[{"from":…}]'` as the body of a request. A label is always
 * text, `field=` takes the field away. Throws a usage failure.
 */
export function readFieldSettings(words: readonly string[]): Fields {
  const fields: Fields = Object.create(null) as Fields;
  for (const word of words) {
    const [, name = '', text = ''] = /^([A-Za-z][\w.:/-]*)=(.*)$/s.exec(word) ?? [];
    if (name === '') throw usageFailure(`"${word}" sets nothing; write field=value, such as boot.mode=paused`);
    const path = name.split('.');
    const isText = path[0] === 'labels' || path[0] === 'matchLabels';
    place(fields, isText ? [path[0] ?? '', path.slice(1).join('.')] : path, valueOf(text, isText));
  }
  return fields;
}

function valueOf(text: string, isText: boolean): unknown {
  if (text === '') return null;
  return isText ? text : readValue(text);
}
