import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, askWithTag, type Profile } from '../client/api';
import { useMayWrite, useProfiles } from '../client/queries';
import { AddRecipe } from '../parts/add-recipe';
import { ConfirmDelete } from '../parts/confirm-delete';
import { EditProfile } from '../parts/edit-profile';
import { Empty } from '../parts/empty';
import { Icon } from '../parts/icon';
import { Page } from '../parts/page';
import { ProblemNote } from '../parts/problem-note';
import { ProfilePreview } from '../parts/profile-preview';
import { Waiting } from '../parts/waiting';

/** What can be done with one profile. */
function Actions({ profile }: { readonly profile: Profile }) {
  const queries = useQueryClient();
  const [deleting, setDeleting] = useState(false);
  const [edited, setEdited] = useState<{ readonly profile: Profile; readonly tag: string | undefined }>();
  const params = { path: { id: profile.name } };
  // The list has no tags: the record is fetched with its own before it is changed.
  const opening = useMutation({
    mutationFn: () => askWithTag(api.GET('/api/v1/profiles/{id}', { params })),
    onSuccess: ({ record, tag }) => setEdited({ profile: record, tag }),
  });
  const removing = useMutation({
    mutationFn: async () => {
      await ask(api.DELETE('/api/v1/profiles/{id}', { params }));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['profiles'] }),
  });
  return (
    <>
      <Button
        size="xs"
        variant="default"
        loading={opening.isPending}
        aria-label={`Edit ${profile.name}`}
        onClick={() => opening.mutate()}
      >
        Edit
      </Button>
      <Button size="xs" variant="default" aria-label={`Delete ${profile.name}`} onClick={() => setDeleting(true)}>
        Delete
      </Button>
      {opening.error !== null && <ProblemNote error={opening.error} />}
      {edited !== undefined && <EditProfile edited={edited} onClose={() => setEdited(undefined)} />}
      {deleting && (
        <ConfirmDelete
          what={`the profile ${profile.name}`}
          error={removing.error}
          pending={removing.isPending}
          onDelete={() => removing.mutate()}
          onClose={() => setDeleting(false)}
        >
          Its templates go with it; its kernel stays among the boot files.
        </ConfirmDelete>
      )}
    </>
  );
}

function ProfileCard({ profile }: { readonly profile: Profile }) {
  const [open, setOpen] = useState(false);
  const mayWrite = useMayWrite();
  const labels = Object.entries(profile.matchLabels);
  return (
    <section className="card" aria-label={`Profile ${profile.name}`}>
      <div className="card-head">
        <h2>{profile.name}</h2>
        <span className="page-actions">
          <Button
            size="xs"
            variant="default"
            aria-expanded={open}
            aria-label={`Preview ${profile.name}`}
            onClick={() => setOpen(!open)}
          >
            Preview
          </Button>
          {mayWrite && <Actions profile={profile} />}
        </span>
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
        {open && <ProfilePreview profile={profile} />}
      </div>
    </section>
  );
}

/** What machines boot: kernels, command lines, templates. */
export function ProfilesPage() {
  const { data, error, refetch } = useProfiles();
  const mayWrite = useMayWrite();
  const [text, setText] = useState('');
  const [adding, setAdding] = useState<'profile' | 'recipe'>();
  const close = (): void => setAdding(undefined);
  const actions = mayWrite && (
    <>
      <Button variant="default" onClick={() => setAdding('recipe')}>
        From a recipe
      </Button>
      <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setAdding('profile')}>
        New profile
      </Button>
    </>
  );
  return (
    <Page title="Profiles" about="What machines boot: kernel, command line, templates" actions={actions}>
      {error !== null && <ProblemNote error={error} onRetry={refetch} />}
      {data === undefined && error === null && <Waiting what="the profiles" />}
      {data?.length === 0 && (
        <Empty icon="profiles" title="No profile yet">
          A profile is a kernel with its command line and templates, for many machines at once. A recipe brings a whole
          one: it fetches the installer of a distribution and says how it is started.
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
      {adding === 'profile' && <EditProfile edited={undefined} onClose={close} />}
      {adding === 'recipe' && <AddRecipe onClose={close} />}
    </Page>
  );
}
