import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, type Machine, type Profile } from '../client/api';
import { useMachines, useNetworks } from '../client/queries';
import { ProblemNote } from './problem-note';
import { Waiting } from './waiting';

const MOST_CHOICES = 200;

/** Templates are rendered for machines of the profile only: those that name it, have its labels, or get it by their network. */
function mayHave({ boot, labels }: Machine, { name, matchLabels }: Profile, isDefault: boolean): boolean {
  if (boot.profile !== null) return boot.profile === name;
  const wanted = Object.entries(matchLabels);
  return isDefault || (wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value));
}

/** A file of a profile exactly as one machine would get it. */
export function ProfilePreview({ profile }: { readonly profile: Profile }) {
  const { machines, complete } = useMachines();
  const isDefault = useNetworks().data?.some(({ boot }) => boot.profile === profile.name) ?? false;
  const choices = machines.filter((machine) => mayHave(machine, profile, isDefault)).slice(0, MOST_CHOICES);
  const files = [
    ...Object.keys(profile.files).map((name) => `profiles/${profile.name}/${name}`),
    'boot.ipxe',
    'grub.cfg',
  ];
  const [machine, setMachine] = useState<string | null>(null);
  const [chosenPath, setPath] = useState<string | null>(null);
  const path = chosenPath !== null && files.includes(chosenPath) ? chosenPath : (files[0] ?? '');
  const id = Number(machine ?? choices[0]?.id);
  const { data, error } = useQuery({
    queryKey: ['render', id, path],
    enabled: !Number.isNaN(id),
    queryFn: ({ signal }) =>
      ask(api.GET('/api/v1/machines/{id}/render', { params: { path: { id }, query: { path } }, signal })),
  });
  if (choices.length === 0) {
    return complete ? (
      <p className="quiet">
        No machine has this profile yet. Give it to one, and its files are shown here as they are rendered.
      </p>
    ) : (
      <Waiting what="the machines" />
    );
  }
  return (
    <div className="form">
      <div className="preview-choice">
        <Select
          label="As this machine gets it"
          data={choices.map((choice) => ({ value: String(choice.id), label: choice.hostname }))}
          value={String(id)}
          onChange={setMachine}
          searchable
          allowDeselect={false}
          nothingFoundMessage="No such machine"
        />
        <Select label="File" data={files} value={path} onChange={setPath} allowDeselect={false} />
      </div>
      {error !== null && <ProblemNote error={error} />}
      {data !== undefined && (
        <pre className="preview" tabIndex={0} aria-label={`${data.path} as rendered`}>
          {data.text ?? `${data.size} octets, served as they are`}
        </pre>
      )}
    </div>
  );
}
