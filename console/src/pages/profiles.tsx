import { Button, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, type Profile } from '../client/api';
import { useMachines, useProfiles } from '../client/queries';
import { Empty } from '../parts/empty';
import { Page } from '../parts/page';
import { ProblemNote } from '../parts/problem-note';
import { Waiting } from '../parts/waiting';

const MOST_CHOICES = 200;

interface Wanted {
  readonly machine: number;
  readonly path: string;
}

/** A file of a profile exactly as one machine would get it. */
function Preview({ profile }: { readonly profile: Profile }) {
  const { machines } = useMachines();
  const own = machines.filter(({ boot }) => boot.profile === profile.name);
  const choices = (own.length > 0 ? own : machines).slice(0, MOST_CHOICES);
  const files = [
    ...Object.keys(profile.files).map((name) => `profiles/${profile.name}/${name}`),
    'boot.ipxe',
    'grub.cfg',
  ];
  const [machine, setMachine] = useState<string | null>(null);
  const [path, setPath] = useState<string | null>(files[0] ?? null);
  const [wanted, setWanted] = useState<Wanted>();
  const { data, error, isFetching } = useQuery({
    queryKey: ['render', wanted],
    enabled: wanted !== undefined,
    queryFn: ({ signal }) =>
      ask(
        api.GET('/api/v1/machines/{id}/render', {
          params: { path: { id: wanted?.machine ?? 0 }, query: { path: wanted?.path ?? '' } },
          signal,
        }),
      ),
  });
  const id = Number(machine ?? choices[0]?.id);
  return (
    <div className="form">
      <Select
        label="As this machine gets it"
        data={choices.map((choice) => ({ value: String(choice.id), label: choice.hostname }))}
        value={machine ?? (choices[0] === undefined ? null : String(choices[0].id))}
        onChange={setMachine}
        searchable
        allowDeselect={false}
        nothingFoundMessage="No such machine"
      />
      <Select label="File" data={files} value={path} onChange={setPath} allowDeselect={false} />
      <div>
        <Button
          variant="default"
          loading={isFetching}
          disabled={path === null || Number.isNaN(id)}
          onClick={() => setWanted({ machine: id, path: path ?? '' })}
        >
          Show it
        </Button>
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

function ProfileCard({ profile }: { readonly profile: Profile }) {
  const [open, setOpen] = useState(false);
  const labels = Object.entries(profile.matchLabels);
  return (
    <section className="card" aria-label={`Profile ${profile.name}`}>
      <div className="card-head">
        <h2>{profile.name}</h2>
        <Button size="xs" variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
          Preview
        </Button>
      </div>
      <div className="card-body form">
        {profile.description !== '' && <p>{profile.description}</p>}
        <dl className="facts">
          {profile.kernel !== null && (
            <div>
              <dt>kernel</dt>
              <dd className="mono">{profile.kernel}</dd>
            </div>
          )}
          {profile.initrds.length > 0 && (
            <div>
              <dt>initrds</dt>
              <dd className="mono">{profile.initrds.join(', ')}</dd>
            </div>
          )}
          {profile.commandLine !== '' && (
            <div>
              <dt>command line</dt>
              <dd className="mono">{profile.commandLine}</dd>
            </div>
          )}
          {labels.length > 0 && (
            <div>
              <dt>for machines with</dt>
              <dd>{labels.map(([key, value]) => `${key}:${value}`).join(', ')}</dd>
            </div>
          )}
          <div>
            <dt>templates</dt>
            <dd className="mono">{Object.keys(profile.files).join(', ') || 'none of its own'}</dd>
          </div>
        </dl>
        {open && <Preview profile={profile} />}
      </div>
    </section>
  );
}

/** What machines boot: kernels, command lines, templates. */
export function ProfilesPage() {
  const { data, error, refetch } = useProfiles();
  const [text, setText] = useState('');
  return (
    <Page title="Profiles" about="What machines boot: kernel, command line, templates">
      {error !== null && <ProblemNote error={error} onRetry={refetch} />}
      {data === undefined && error === null && <Waiting what="the profiles" />}
      {data?.length === 0 && (
        <Empty icon="profiles" title="No profile yet">
          A profile is a kernel with its command line and templates, for many machines at once. Recipes bring whole
          ones: <code>reveille recipe add debian</code>, or POST /api/v1/recipes/debian.
        </Empty>
      )}
      {data !== undefined && data.length > 5 && (
        <TextInput
          aria-label="Search the profiles"
          placeholder="Name"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      {data
        ?.filter(({ name }) => name.includes(text.trim().toLowerCase()))
        .map((profile) => (
          <ProfileCard key={profile.id} profile={profile} />
        ))}
    </Page>
  );
}
