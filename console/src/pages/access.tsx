import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, type Role, type Token } from '../client/api';
import { ConfirmDelete } from '../parts/confirm-delete';
import { Empty } from '../parts/empty';
import { Form } from '../parts/form';
import { Icon } from '../parts/icon';
import { Page } from '../parts/page';
import { ProblemNote } from '../parts/problem-note';
import { ShownOnce } from '../parts/shown-once';
import { Table } from '../parts/table';
import { showTime } from '../parts/times';
import { Waiting } from '../parts/waiting';

/** The fields that show their own errors, by the names that REST gives them. */
const SHOWN = /^(name|role|expiresAt)$/;

const ROLES: readonly { readonly value: Role; readonly label: string }[] = [
  { value: 'viewer', label: 'viewer: reads' },
  { value: 'operator', label: 'operator: also writes' },
  { value: 'admin', label: 'admin: also gives tokens and reads the audit' },
];

function NewToken({ onClose }: { readonly onClose: () => void }) {
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('operator');
  const [until, setUntil] = useState('');
  const making = useMutation({
    mutationFn: () =>
      ask(
        api.POST('/api/v1/tokens', {
          body: { name: name.trim(), role, ...(until !== '' && { expiresAt: new Date(until).toISOString() }) },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tokens'] }),
  });
  const made = making.data;
  return (
    <Modal opened onClose={onClose} title="New token" closeButtonProps={{ 'aria-label': 'Close' }}>
      {made === undefined ? (
        <Form
          error={making.error}
          shows={SHOWN}
          pending={making.isPending}
          submit="Make it"
          disabled={name.trim() === ''}
          onSubmit={() => making.mutate()}
          onCancel={onClose}
        >
          {(errors) => (
            <>
              <TextInput
                label="Name"
                description="Who or what uses it; the audit names it."
                placeholder="ci"
                value={name}
                error={errors.at('name')}
                onChange={(event) => setName(event.currentTarget.value)}
                data-autofocus
              />
              <Select
                label="Role"
                data={ROLES}
                value={role}
                error={errors.at('role')}
                onChange={(value) => setRole(value ?? role)}
                allowDeselect={false}
              />
              <TextInput
                label="Ends"
                description="Left out: never."
                type="date"
                value={until}
                error={errors.at('expiresAt')}
                onChange={(event) => setUntil(event.currentTarget.value)}
              />
            </>
          )}
        </Form>
      ) : (
        <ShownOnce label="The token" value={made.token} onClose={onClose}>
          This is the only time that it is shown:
        </ShownOnce>
      )}
    </Modal>
  );
}

/** Who may do what: tokens. */
export function AccessPage() {
  const queries = useQueryClient();
  const [making, setMaking] = useState(false);
  const [removed, setRemoved] = useState<Token>();
  const { data, error, refetch } = useQuery({
    queryKey: ['tokens'],
    queryFn: ({ signal }) => ask(api.GET('/api/v1/tokens', { signal })),
  });
  const removing = useMutation({
    mutationFn: async (id: number) => {
      await ask(api.DELETE('/api/v1/tokens/{id}', { params: { path: { id } } }));
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['tokens'] });
      setRemoved(undefined);
    },
  });
  return (
    <Page
      title="Tokens"
      about="Who may read, write and give tokens; the one of the data directory is not listed"
      actions={
        <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setMaking(true)}>
          New token
        </Button>
      }
    >
      {error !== null && <ProblemNote error={error} onRetry={refetch} />}
      {data === undefined && error === null && <Waiting what="the tokens" />}
      {data?.items.length === 0 && (
        <Empty icon="access" title="Only the admin’s token">
          Give each person and each program a token of its own: the audit then says who did what, and one can be taken
          back without the others.
        </Empty>
      )}
      {data !== undefined && data.items.length > 0 && (
        <Table label="Tokens" columns={['Name', 'Role', 'Made', 'Ends', '']}>
          {data.items.map((token) => (
            <tr key={token.id}>
              <td>{token.name}</td>
              <td>{token.role}</td>
              <td>{showTime(token.createdAt)}</td>
              <td>
                {token.expired ? (
                  <span className="tag bad">ended</span>
                ) : token.expiresAt === null ? (
                  'never'
                ) : (
                  showTime(token.expiresAt)
                )}
              </td>
              <td className="act">
                <Button
                  size="xs"
                  variant="default"
                  aria-label={`Delete ${token.name}`}
                  onClick={() => setRemoved(token)}
                >
                  Delete
                </Button>
              </td>
            </tr>
          ))}
        </Table>
      )}
      {removed !== undefined && (
        <ConfirmDelete
          what={`the token ${removed.name}`}
          error={removing.error}
          pending={removing.isPending}
          onDelete={() => removing.mutate(removed.id)}
          onClose={() => setRemoved(undefined)}
        >
          Whoever uses it is refused from then on.
        </ConfirmDelete>
      )}
      {making && <NewToken onClose={() => setMaking(false)} />}
    </Page>
  );
}
