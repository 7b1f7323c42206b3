import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { api, ask, type BulkRow, type Machine } from '../client/api';
import './add-machines.css';
import { ProblemNote } from './problem-note';
import { readMachineLines, type MachineLine } from './read-machine-lines';

interface LineResult {
  readonly line: MachineLine;
  readonly status: 'added' | 'kept' | 'refused';
  readonly words: string;
}

const EXAMPLE = '08:00:20:8e:48:de  ultra10  192.168.0.21\n52:54:00:12:34:56  node1';

function wordsOf(row: BulkRow): string {
  return row.errors.map(({ field, reason }) => (field === '' ? reason : `${field} ${reason}`)).join('; ');
}

/**
 * Adds what is new and touches nothing that is there: a first round asks what each line would do, and only the lines
 * that add a machine are sent.
 */
async function addLines(lines: readonly MachineLine[], nameOf: (id: number | null) => string): Promise<LineResult[]> {
  const readable = lines.filter(({ machine }) => machine !== undefined);
  const results: LineResult[] = lines
    .filter(({ machine }) => machine === undefined)
    .map((line) => ({ line, status: 'refused', words: line.problem ?? '' }));
  const send = async (sent: readonly MachineLine[], dryRun: boolean): Promise<readonly BulkRow[]> => {
    if (sent.length === 0) return [];
    const machines = sent.map(({ machine }) => machine);
    const { results: rows } = await ask(
      api.POST('/api/v1/machines/bulk', {
        params: { query: { dryRun: dryRun ? 'true' : 'false' } },
        body: { machines },
      }),
    );
    return rows;
  };
  const fresh: MachineLine[] = [];
  for (const row of await send(readable, true)) {
    const line = readable[row.index];
    if (line === undefined) continue;
    if (row.status === 'created') fresh.push(line);
    else if (row.status === 'refused') results.push({ line, status: 'refused', words: wordsOf(row) });
    else
      results.push({
        line,
        status: 'kept',
        words: `is in the inventory already as ${nameOf(row.id)}; left as it is`,
      });
  }
  for (const row of await send(fresh, false)) {
    const line = fresh[row.index];
    if (line === undefined) continue;
    if (row.status === 'refused') results.push({ line, status: 'refused', words: wordsOf(row) });
    else results.push({ line, status: 'added', words: `added as ${row.hostname ?? ''}` });
  }
  return results.sort((a, b) => a.line.line - b.line.line);
}

const MARKS = { added: 'good', kept: 'warn', refused: 'bad' } as const;

interface AddMachinesProps {
  /** The inventory as it is known here. */
  readonly machines: readonly Machine[];
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function AddMachines({ machines, opened, onClose }: AddMachinesProps) {
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const lines = useMemo(() => readMachineLines(text), [text]);
  const good = lines.filter(({ machine }) => machine !== undefined).length;
  const adding = useMutation({
    // The answer has the name that the line would give; who pasted it knows the machine by the one it has.
    mutationFn: (read: readonly MachineLine[]) =>
      addLines(read, (id) => machines.find((machine) => machine.id === id)?.hostname ?? 'another machine'),
    onSuccess: (results) => {
      // What was refused stays, to be mended and sent again.
      setText(results.flatMap(({ line, status }) => (status === 'refused' ? [line.text] : [])).join('\n'));
      return queries.invalidateQueries({ queryKey: ['machines'] });
    },
  });
  const close = (): void => {
    adding.reset();
    setText('');
    onClose();
  };
  return (
    <Modal opened={opened} onClose={close} title="Add machines" size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        className="add-machines"
        onSubmit={(event) => {
          event.preventDefault();
          adding.mutate(lines);
        }}
      >
        <Textarea
          label="One machine on each line: MAC, name, address"
          description="In any order; the address may be left out. What is in the inventory already stays as it is."
          placeholder={EXAMPLE}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          rows={8}
          spellCheck={false}
          classNames={{ input: 'mono' }}
          data-autofocus
        />
        {lines.some(({ problem }) => problem !== undefined) && adding.data === undefined && (
          <ul className="line-list" aria-label="Lines that cannot be read">
            {lines.flatMap(({ line, problem }) =>
              problem === undefined
                ? []
                : [
                    <li key={line}>
                      Line {line} {problem}.
                    </li>,
                  ],
            )}
          </ul>
        )}
        {adding.error !== null && <ProblemNote error={adding.error} />}
        {adding.data !== undefined && (
          <ul className="line-list" aria-live="polite" aria-label="What became of each line">
            {adding.data.map(({ line, status, words }) => (
              <li key={line.line}>
                <span className={`tag ${MARKS[status]}`}>{status}</span> <code>{line.text}</code>{' '}
                <span className="quiet">{words}</span>
              </li>
            ))}
          </ul>
        )}
        <div className="form-end">
          <Button variant="default" onClick={close}>
            {adding.data === undefined ? 'Cancel' : 'Done'}
          </Button>
          <Button type="submit" loading={adding.isPending} disabled={good === 0}>
            {good === 0 ? 'Add' : good === 1 ? 'Add 1 machine' : `Add ${good} machines`}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
