import { ActionIcon, Autocomplete, Button, TextInput } from '@mantine/core';
import { Icon } from './icon';
import './rows.css';

export interface Pair {
  readonly key: string;
  readonly value: string;
}

type Texts = Readonly<Record<string, string | readonly string[]>>;

/** A value that is a list is shown with commas: `a.efi, b.efi`. */
export const pairsOf = (record: Texts): Pair[] =>
  Object.entries(record).map(([key, value]) => ({ key, value: typeof value === 'string' ? value : value.join(', ') }));

/** Rows that were begun and left without a key are none. */
export const recordOf = (pairs: readonly Pair[]): Record<string, string> =>
  Object.fromEntries(pairs.map(({ key, value }) => [key.trim(), value.trim()] as const).filter(([key]) => key !== ''));

/** The same where a value may be a list: boot files that are tried in turn. */
export const listsOf = (pairs: readonly Pair[]): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(recordOf(pairs)).map(([key, value]) => [key, /,\s/.test(value) ? value.split(/,\s+/) : value]),
  );

/** A merge patch (RFC 7396) that makes `before` into `after`: what is gone is null. */
export function patchRecord(before: Readonly<Record<string, unknown>>, after: Texts): Record<string, unknown> {
  const gone = Object.keys(before).filter((key) => !(key in after));
  return { ...after, ...Object.fromEntries(gone.map((key) => [key, null])) };
}

interface PairRowsProps {
  readonly legend: string;
  readonly hint?: string;
  /** What a key is called, for who does not see the columns: `Kind of client`. */
  readonly keyName: string;
  readonly valueName: string;
  /** Keys to choose from; others can be typed all the same. */
  readonly keys: readonly string[];
  readonly placeholder: string;
  readonly add: string;
  readonly pairs: readonly Pair[];
  readonly errorAt: (key: string) => string | undefined;
  readonly onChange: (pairs: readonly Pair[]) => void;
}

/** Rows of a name and its value. */
export function PairRows(props: PairRowsProps) {
  const { legend, hint, keyName, valueName, keys, placeholder, add, pairs, errorAt, onChange } = props;
  const change = (at: number, part: Partial<Pair>): void =>
    onChange(pairs.map((pair, index) => (index === at ? { ...pair, ...part } : pair)));
  return (
    <fieldset className="rows">
      <legend>{legend}</legend>
      {hint !== undefined && <p className="rows-hint">{hint}</p>}
      {pairs.map(({ key, value }, at) => (
        <div key={at} className="row">
          <Autocomplete
            aria-label={`${keyName} ${at + 1}`}
            placeholder={keys[0] ?? ''}
            data={[...keys]}
            value={key}
            onChange={(changed) => change(at, { key: changed })}
          />
          <TextInput
            aria-label={`${valueName} ${at + 1}`}
            placeholder={placeholder}
            classNames={{ input: 'mono' }}
            value={value}
            error={key === '' ? undefined : errorAt(key)}
            onChange={(event) => change(at, { value: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={`Remove ${keyName.toLowerCase()} ${at + 1}`}
            onClick={() => onChange(pairs.filter((_, index) => index !== at))}
          >
            <Icon name="trash" />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="default"
        size="xs"
        leftSection={<Icon name="plus" size={14} />}
        onClick={() => onChange([...pairs, { key: '', value: '' }])}
      >
        {add}
      </Button>
    </fieldset>
  );
}
