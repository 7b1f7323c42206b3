import { Button, Modal, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, type Profile } from '../client/api';
import type { FieldErrors } from './field-errors';
import { BOOTPARAMS_KEYS, FILE_KINDS } from './file-kinds';
import { Form } from './form';
import { Icon } from './icon';
import { PairRows, type Pair } from './pair-rows';
import { draftOfProfile, inputOfProfile, NEW_PROFILE, patchOfProfile, type ProfileDraft } from './profile-draft';
import './rows.css';

/** The fields that show their own errors, by the names that REST gives them. */
const SHOWN =
  /^(name|description|kernel|initrds(\[\d+\])?|commandLine|matchLabels(\..+)?|(files|loaders|bootparams)\.[\w.-]+)$/;

interface FieldsProps {
  readonly draft: ProfileDraft;
  readonly errors: FieldErrors;
  readonly onChange: (part: Partial<ProfileDraft>) => void;
}

/** Files that are rendered for each machine. */
function Templates({ draft: { files }, errors, onChange }: FieldsProps) {
  const change = (at: number, part: Partial<Pair>): void =>
    onChange({ files: files.map((file, index) => (index === at ? { ...file, ...part } : file)) });
  return (
    <fieldset className="rows">
      <legend>Templates</legend>
      <p className="rows-hint">
        Rendered for each machine that fetches them: <code>{'{{ machine.hostname }}'}</code>,{' '}
        <code>{'{{ server.bootUrl }}'}</code>, …
      </p>
      {files.map(({ key, value }, at) => (
        <div key={at} className="template">
          <TextInput
            aria-label={`Name of template ${at + 1}`}
            placeholder="preseed.cfg"
            classNames={{ input: 'mono' }}
            value={key}
            onChange={(event) => change(at, { key: event.currentTarget.value })}
          />
          <Button
            variant="default"
            aria-label={`Remove template ${at + 1}`}
            onClick={() => onChange({ files: files.filter((_, index) => index !== at) })}
          >
            Remove
          </Button>
          <Textarea
            className="template-text"
            aria-label={`Text of template ${at + 1}`}
            classNames={{ input: 'mono' }}
            rows={7}
            spellCheck={false}
            value={value}
            error={key.trim() === '' ? undefined : errors.at(`files.${key.trim()}`)}
            onChange={(event) => change(at, { value: event.currentTarget.value })}
          />
        </div>
      ))}
      <Button
        variant="default"
        size="xs"
        leftSection={<Icon name="plus" size={14} />}
        onClick={() => onChange({ files: [...files, { key: '', value: '' }] })}
      >
        Add a template
      </Button>
    </fieldset>
  );
}

function Fields(props: FieldsProps & { readonly isNew: boolean }) {
  const { draft, errors, onChange, isNew } = props;
  return (
    <>
      {isNew && (
        <TextInput
          label="Name"
          description="It stays: machines and addresses of files name it"
          placeholder="debian-12"
          value={draft.name}
          error={errors.at('name')}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
          data-autofocus
        />
      )}
      <TextInput
        label="Description"
        value={draft.description}
        error={errors.at('description')}
        onChange={(event) => onChange({ description: event.currentTarget.value })}
      />
      <TextInput
        label="Kernel"
        description="A path of a boot file, or a URL"
        placeholder="debian/vmlinuz"
        classNames={{ input: 'mono' }}
        value={draft.kernel}
        error={errors.at('kernel')}
        onChange={(event) => onChange({ kernel: event.currentTarget.value })}
      />
      <Textarea
        label="Initial RAM disks"
        description="One on each line, in the order of loading"
        placeholder="debian/initrd.gz"
        classNames={{ input: 'mono' }}
        rows={2}
        spellCheck={false}
        value={draft.initrds}
        error={errors.within('initrds')}
        onChange={(event) => onChange({ initrds: event.currentTarget.value })}
      />
      <Textarea
        label="Command line"
        classNames={{ input: 'mono' }}
        rows={3}
        spellCheck={false}
        value={draft.commandLine}
        error={errors.at('commandLine')}
        onChange={(event) => onChange({ commandLine: event.currentTarget.value })}
      />
      <TagsInput
        label="For machines with all of these labels"
        description="key:value, Enter after each; others name the profile themselves"
        value={[...draft.matchLabels]}
        error={errors.within('matchLabels')}
        onChange={(matchLabels) => onChange({ matchLabels })}
      />
      <Templates {...props} />
      <details className="more">
        <summary>Loaders and bootparams of its own</summary>
        <div className="form">
          <PairRows
            legend="Loaders"
            hint="Instead of the built-in ones, by kind of client"
            keyName="Kind of client"
            valueName="Loader"
            keys={FILE_KINDS}
            placeholder="grubnetx64.efi"
            add="Add a loader"
            pairs={draft.loaders}
            errorAt={(kind) => errors.at(`loaders.${kind}`)}
            onChange={(loaders) => onChange({ loaders })}
          />
          <PairRows
            legend="Bootparams"
            keyName="Key"
            valueName="Value"
            keys={BOOTPARAMS_KEYS}
            placeholder="192.168.0.1:/export/root/sun4m"
            add="Add bootparams"
            pairs={draft.bootparams}
            errorAt={(key) => errors.at(`bootparams.${key}`)}
            onChange={(bootparams) => onChange({ bootparams })}
          />
        </div>
      </details>
    </>
  );
}

interface EditProfileProps {
  /** The record with its tag; undefined: a new one. */
  readonly edited: { readonly profile: Profile; readonly tag: string | undefined } | undefined;
  readonly onClose: () => void;
}

/** A profile, new or changed; what somebody else changed meanwhile is told and not overwritten. */
export function EditProfile({ edited, onClose }: EditProfileProps) {
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => (edited === undefined ? NEW_PROFILE : draftOfProfile(edited.profile)));
  const saving = useMutation({
    mutationFn: (): Promise<Profile> =>
      edited === undefined
        ? ask(api.POST('/api/v1/profiles', { body: inputOfProfile(draft) }))
        : ask(
            api.PATCH('/api/v1/profiles/{id}', {
              params: { path: { id: edited.profile.name } },
              body: patchOfProfile(draft, edited.profile),
              ...(edited.tag !== undefined && { headers: { 'if-match': edited.tag } }),
            }),
          ),
    onSuccess: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['profiles'] }),
        queries.invalidateQueries({ queryKey: ['render'] }),
      ]);
      onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={edited === undefined ? 'New profile' : `Edit ${edited.profile.name}`}
      size="xl"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Form
        error={saving.error}
        shows={SHOWN}
        pending={saving.isPending}
        submit={edited === undefined ? 'Add' : 'Save'}
        onSubmit={() => saving.mutate()}
        onCancel={onClose}
      >
        {(errors) => (
          <Fields
            draft={draft}
            errors={errors}
            isNew={edited === undefined}
            onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
          />
        )}
      </Form>
    </Modal>
  );
}
