import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { patchMachine, type BootMode, type Machine } from '../client/api';
import { useProfiles } from '../client/queries';
import { MODES } from './mode-tag';
import { ProblemNote } from './problem-note';

interface BulkEditProps {
  readonly machines: readonly Machine[];
  readonly opened: boolean;
  readonly onClose: () => void;
}

interface Change {
  readonly mode: BootMode | null;
  readonly profile: string | null;
  readonly addLabel: string;
  readonly removeLabel: string;
}

const NOTHING: Change = { mode: null, profile: null, addLabel: '', removeLabel: '' };
const AT_ONCE = 4;

interface Refused {
  readonly machine: Machine;
  readonly error: unknown;
}

function patchOf({ mode, profile, addLabel, removeLabel }: Change): object {
  const colon = addLabel.indexOf(':');
  const labels = {
    ...(colon > 0 && { [addLabel.slice(0, colon).trim()]: addLabel.slice(colon + 1).trim() }),
    ...(removeLabel.trim() !== '' && { [removeLabel.trim()]: null }),
  };
  return {
    ...((mode !== null || profile !== null) && {
      boot: { ...(mode !== null && { mode }), ...(profile !== null && { profile: profile === '' ? null : profile }) },
    }),
    ...(Object.keys(labels).length > 0 && { labels }),
  };
}

/** Merge patches, a few at a time: only what is said changes, also where a record changed since it was listed. */
async function patchAll(
  machines: readonly Machine[],
  patch: object,
  onDone: (count: number) => void,
): Promise<Refused[]> {
  const refused: Refused[] = [];
  const waiting = machines.values();
  let done = 0;
  const work = async (): Promise<void> => {
    for (const machine of waiting) {
      try {
        await patchMachine(machine.id, patch, undefined);
      } catch (error) {
        refused.push({ machine, error });
      }
      done += 1;
      onDone(done);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return refused;
}

/** The same change to many machines. */
export function BulkEdit({ machines, opened, onClose }: BulkEditProps) {
  const queries = useQueryClient();
  const profiles = useProfiles();
  const [change, setChange] = useState(NOTHING);
  const [done, setDone] = useState(0);
  const patch = patchOf(change);
  const badLabel = change.addLabel.trim() !== '' && change.addLabel.indexOf(':') < 1;
  const close = (): void => {
    setChange(NOTHING);
    changing.reset();
    onClose();
  };
  const changing = useMutation({
    mutationFn: () => patchAll(machines, patch, setDone),
    onSuccess: async (refused) => {
      await queries.invalidateQueries({ queryKey: ['machines'] });
      if (refused.length === 0) close();
    },
  });
  const [first] = changing.data ?? [];
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={machines.length === 1 ? 'Change 1 machine' : `Change ${machines.length} machines`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          setDone(0);
          changing.mutate();
        }}
      >
        <Select
          label="Boot mode"
          placeholder="as it is"
          data={MODES}
          value={change.mode}
          onChange={(mode) => setChange({ ...change, mode: mode })}
          clearable
          clearButtonProps={{ 'aria-label': 'Leave the boot mode as it is' }}
        />
        <Select
          label="Profile"
          placeholder="as it is"
          data={[
            { value: '', label: 'none: by labels, or the network’s' },
            ...(profiles.data ?? []).map(({ name }) => ({ value: name, label: name })),
          ]}
          value={change.profile}
          onChange={(profile) => setChange({ ...change, profile })}
          clearable
          clearButtonProps={{ 'aria-label': 'Leave the profile as it is' }}
        />
        <TextInput
          label="Add a label"
          placeholder="rack:r1"
          value={change.addLabel}
          onChange={(event) => setChange({ ...change, addLabel: event.currentTarget.value })}
          error={badLabel ? 'Write it as key:value' : undefined}
        />
        <TextInput
          label="Remove a label"
          placeholder="rack"
          value={change.removeLabel}
          onChange={(event) => setChange({ ...change, removeLabel: event.currentTarget.value })}
        />
        {changing.isPending && (
          <p role="status" className="quiet">
            {done} of {machines.length} changed
          </p>
        )}
        {first !== undefined && (
          <>
            <p role="status">
              {changing.data?.length} of {machines.length} were refused; the first is{' '}
              <strong>{first.machine.hostname}</strong>:
            </p>
            <ProblemNote error={first.error} />
          </>
        )}
        <div className="form-end">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" loading={changing.isPending} disabled={badLabel || Object.keys(patch).length === 0}>
            Change
          </Button>
        </div>
      </form>
    </Modal>
  );
}
