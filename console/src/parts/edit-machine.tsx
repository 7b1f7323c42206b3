import { ActionIcon, Button, Modal, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { patchMachine, type BootMode, type Machine } from '../client/api';
import { useProfiles } from '../client/queries';
import { BOOTPARAMS_KEYS, FILE_KINDS } from './file-kinds';
import { Form } from './form';
import { Icon } from './icon';
import { MODES } from './mode-tag';
import { listsOf, PairRows, pairsOf, patchRecord, recordOf, type Pair } from './pair-rows';
import './rows.css';

/** The fields that show their own errors, by the names that REST gives them. */
const SHOWN =
  /^(hostname|description|nics\[\d+\](\.(mac|ip))?|boot\.(mode|profile|(files|bootparams)\.[\w.-]+)|labels(\..+)?)$/;

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
  readonly files: readonly Pair[];
  readonly bootparams: readonly Pair[];
  readonly labels: readonly string[];
}

function draftOf({ hostname, description, nics, boot, labels }: Machine): Draft {
  return {
    hostname,
    description,
    nics: nics.map(({ mac, ip, ...rest }) => ({ mac: mac ?? '', ip: ip ?? '', rest })),
    mode: boot.mode,
    profile: boot.profile ?? '',
    files: pairsOf(boot.files),
    bootparams: pairsOf(boot.bootparams),
    labels: Object.entries(labels).map(([key, value]) => `${key}:${value}`),
  };
}

function patchOf(draft: Draft, machine: Machine): object {
  const labels: Record<string, string> = Object.fromEntries(
    draft.labels.map((label) => {
      const colon = label.indexOf(':');
      return colon < 1 ? [label, ''] : [label.slice(0, colon), label.slice(colon + 1)];
    }),
  );
  return {
    hostname: draft.hostname.trim(),
    description: draft.description,
    nics: draft.nics.map(({ mac, ip, rest }) => ({
      ...rest,
      ...(mac.trim() !== '' && { mac: mac.trim() }),
      ...(ip.trim() !== '' && { ip: ip.trim() }),
    })),
    boot: {
      mode: draft.mode,
      profile: draft.profile === '' ? null : draft.profile,
      files: patchRecord(machine.boot.files, listsOf(draft.files)),
      bootparams: patchRecord(machine.boot.bootparams, recordOf(draft.bootparams)),
    },
    labels: patchRecord(machine.labels, labels),
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
      <Form
        error={saving.error}
        shows={SHOWN}
        pending={saving.isPending}
        submit="Save"
        onSubmit={() => saving.mutate()}
        onCancel={onClose}
      >
        {(errors) => (
          <>
            <TextInput
              label="Name"
              value={draft.hostname}
              error={errors.at('hostname')}
              onChange={(event) => setDraft({ ...draft, hostname: event.currentTarget.value })}
              data-autofocus
            />
            <fieldset className="rows">
              <legend>Network ports</legend>
              {draft.nics.map((nic, at) => (
                <div key={at} className="row">
                  <TextInput
                    aria-label={`MAC of port ${at + 1}`}
                    placeholder="08:00:20:8e:48:de"
                    classNames={{ input: 'mono' }}
                    value={nic.mac}
                    error={errors.at(`nics[${at}].mac`) ?? errors.at(`nics[${at}]`)}
                    onChange={(event) => setNic(at, { mac: event.currentTarget.value })}
                  />
                  <TextInput
                    aria-label={`Address of port ${at + 1}`}
                    placeholder="192.168.0.21"
                    classNames={{ input: 'mono' }}
                    value={nic.ip}
                    error={errors.at(`nics[${at}].ip`)}
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
              error={errors.at('boot.mode')}
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
              error={errors.at('boot.profile')}
              onChange={(profile) => setDraft({ ...draft, profile: profile ?? '' })}
              allowDeselect={false}
            />
            <PairRows
              legend="Boot files"
              hint="Instead of what its profile or its network says; the default is for all kinds that are not named"
              keyName="Kind of client"
              valueName="Boot file"
              keys={FILE_KINDS}
              placeholder="pxelinux.0"
              add="Add a boot file"
              pairs={draft.files}
              errorAt={(kind) => errors.at(`boot.files.${kind}`)}
              onChange={(files) => setDraft({ ...draft, files })}
            />
            <PairRows
              legend="Bootparams"
              hint="What a diskless Sun mounts: server:path"
              keyName="Key"
              valueName="Value"
              keys={BOOTPARAMS_KEYS}
              placeholder="192.168.0.1:/export/root/ultra10"
              add="Add bootparams"
              pairs={draft.bootparams}
              errorAt={(key) => errors.at(`boot.bootparams.${key}`)}
              onChange={(bootparams) => setDraft({ ...draft, bootparams })}
            />
            <TagsInput
              label="Labels"
              description="key:value, Enter after each"
              value={[...draft.labels]}
              error={errors.within('labels')}
              onChange={(labels) => setDraft({ ...draft, labels })}
            />
            <Textarea
              label="Description"
              value={draft.description}
              error={errors.at('description')}
              onChange={(event) => setDraft({ ...draft, description: event.currentTarget.value })}
              rows={3}
            />
          </>
        )}
      </Form>
    </Modal>
  );
}
