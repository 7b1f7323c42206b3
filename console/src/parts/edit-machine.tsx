import { ActionIcon, Button, Modal, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { patchMachine, type BootMode, type Machine } from '../client/api';
import { useProfiles } from '../client/queries';
import './edit-machine.css';
import { Icon } from './icon';
import { MODES } from './mode-tag';
import { ProblemNote } from './problem-note';

interface EditMachineProps {
  readonly machine: Machine;
  readonly tag: string | undefined;
  readonly opened: boolean;
  readonly onClose: () => void;
}

interface NicDraft {
  readonly mac: string;
  readonly ip: string;
  /** What this form does not show, and must not lose. */
  readonly rest: object;
}

interface Draft {
  readonly hostname: string;
  readonly description: string;
  readonly nics: readonly NicDraft[];
  readonly mode: BootMode;
  readonly profile: string;
  readonly labels: readonly string[];
}

function draftOf({ hostname, description, nics, boot, labels }: Machine): Draft {
  return {
    hostname,
    description,
    nics: nics.map(({ mac, ip, ...rest }) => ({ mac: mac ?? '', ip: ip ?? '', rest })),
    mode: boot.mode,
    profile: boot.profile ?? '',
    labels: Object.entries(labels).map(([key, value]) => `${key}:${value}`),
  };
}

function patchOf(draft: Draft, machine: Machine): object {
  const labels = Object.fromEntries(
    draft.labels.map((label) => {
      const colon = label.indexOf(':');
      return colon < 1 ? [label, ''] : [label.slice(0, colon), label.slice(colon + 1)];
    }),
  );
  const removed = Object.keys(machine.labels).filter((key) => !(key in labels));
  return {
    hostname: draft.hostname.trim(),
    description: draft.description,
    nics: draft.nics.map(({ mac, ip, rest }) => ({
      ...rest,
      ...(mac.trim() !== '' && { mac: mac.trim() }),
      ...(ip.trim() !== '' && { ip: ip.trim() }),
    })),
    boot: { mode: draft.mode, profile: draft.profile === '' ? null : draft.profile },
    labels: { ...labels, ...Object.fromEntries(removed.map((key) => [key, null])) },
  };
}

/** The record of one machine; a change by somebody else meanwhile is told and not overwritten. */
export function EditMachine({ machine, tag, opened, onClose }: EditMachineProps) {
  const queries = useQueryClient();
  const profiles = useProfiles();
  const [draft, setDraft] = useState(() => draftOf(machine));
  const saving = useMutation({
    mutationFn: () => patchMachine(machine.id, patchOf(draft, machine), tag),
    onSuccess: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['machine', machine.id] }),
        queries.invalidateQueries({ queryKey: ['machines'] }),
      ]);
      onClose();
    },
  });
  const setNic = (at: number, change: Partial<NicDraft>): void =>
    setDraft({ ...draft, nics: draft.nics.map((nic, index) => (index === at ? { ...nic, ...change } : nic)) });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={`Edit ${machine.hostname}`}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate();
        }}
      >
        <TextInput
          label="Name"
          value={draft.hostname}
          onChange={(event) => setDraft({ ...draft, hostname: event.currentTarget.value })}
          data-autofocus
        />
        <fieldset className="nics">
          <legend>Network ports</legend>
          {draft.nics.map((nic, at) => (
            <div key={at} className="nic">
              <TextInput
                aria-label={`MAC of port ${at + 1}`}
                placeholder="08:00:20:8e:48:de"
                classNames={{ input: 'mono' }}
                value={nic.mac}
                onChange={(event) => setNic(at, { mac: event.currentTarget.value })}
              />
              <TextInput
                aria-label={`Address of port ${at + 1}`}
                placeholder="192.168.0.21"
                classNames={{ input: 'mono' }}
                value={nic.ip}
                onChange={(event) => setNic(at, { ip: event.currentTarget.value })}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={`Remove port ${at + 1}`}
                onClick={() => setDraft({ ...draft, nics: draft.nics.filter((_, index) => index !== at) })}
              >
                <Icon name="trash" />
              </ActionIcon>
            </div>
          ))}
          <Button
            variant="default"
            size="xs"
            leftSection={<Icon name="plus" size={14} />}
            onClick={() => setDraft({ ...draft, nics: [...draft.nics, { mac: '', ip: '', rest: {} }] })}
          >
            Add a port
          </Button>
        </fieldset>
        <Select
          label="Boot mode"
          data={MODES}
          value={draft.mode}
          onChange={(mode) => setDraft({ ...draft, mode: mode ?? draft.mode })}
          allowDeselect={false}
        />
        <Select
          label="Profile"
          data={[
            { value: '', label: 'none: by labels, or the network’s' },
            ...(profiles.data ?? []).map(({ name }) => ({ value: name, label: name })),
          ]}
          value={draft.profile}
          onChange={(profile) => setDraft({ ...draft, profile: profile ?? '' })}
          allowDeselect={false}
        />
        <TagsInput
          label="Labels"
          description="key:value, Enter after each"
          value={[...draft.labels]}
          onChange={(labels) => setDraft({ ...draft, labels })}
        />
        <Textarea
          label="Description"
          value={draft.description}
          onChange={(event) => setDraft({ ...draft, description: event.currentTarget.value })}
          rows={3}
        />
        {saving.error !== null && <ProblemNote error={saving.error} />}
        <div className="form-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={saving.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Modal>
  );
}
