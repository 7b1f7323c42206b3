import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, askWithTag, type Webhook, type WebhookDelivery } from '../client/api';
import { ConfirmDelete } from '../parts/confirm-delete';
import { EditWebhook, EVENT_NAMES } from '../parts/edit-webhook';
import { Empty } from '../parts/empty';
import { Icon } from '../parts/icon';
import { Page } from '../parts/page';
import { ProblemNote } from '../parts/problem-note';
import { Table } from '../parts/table';
import { showTime } from '../parts/times';
import { Waiting } from '../parts/waiting';
import '../parts/rows.css';

/** Deliveries that are shown at once. */
const SHOWN = 20;

const pathOf = ({ id }: Webhook) => ({ path: { id } });

function StateTag({ webhook: { active, disabledBecause, failingSince } }: { readonly webhook: Webhook }) {
  if (disabledBecause !== null) return <span className="tag bad">switched off by itself</span>;
  if (!active) return <span className="tag">off</span>;
  return failingSince === null ? <span className="tag good">on</span> : <span className="tag warn">failing</span>;
}

const TONES = { waiting: 'warn', delivered: 'good', 'given-up': 'bad' } as const;
const STATES = { waiting: 'waiting', delivered: 'delivered', 'given-up': 'given up' } as const;

/** What the receiver said, or why nobody said anything. */
function answerOf({ status, problem, attempts, nextAt }: WebhookDelivery): string {
  const said = problem ?? (status === null ? '' : `answered ${status}`);
  const again = nextAt === null || attempts === 0 ? '' : `again at ${showTime(nextAt)}`;
  return [said, again].filter((words) => words !== '').join('; ');
}

function DeliveryTag({ delivery: { state } }: { readonly delivery: WebhookDelivery }) {
  return <span className={`tag ${TONES[state]}`}>{STATES[state]}</span>;
}

function Deliveries({ items }: { readonly items: readonly WebhookDelivery[] }) {
  return (
    <Table label="Deliveries" columns={['When', 'State', 'Answer', 'What was told']}>
      {items.slice(0, SHOWN).map((delivery) => (
        <tr key={delivery.id}>
          <td>{showTime(delivery.at)}</td>
          <td>
            <DeliveryTag delivery={delivery} />
          </td>
          <td>{answerOf(delivery)}</td>
          <td>{String(delivery.body['sentence'])}</td>
        </tr>
      ))}
    </Table>
  );
}

/** What can be done with one webhook. */
function Actions({ webhook }: { readonly webhook: Webhook }) {
  const queries = useQueryClient();
  const [deleting, setDeleting] = useState(false);
  const [edited, setEdited] = useState<{ readonly webhook: Webhook; readonly tag: string | undefined }>();
  const params = pathOf(webhook);
  const again = (): Promise<void> => queries.invalidateQueries({ queryKey: ['webhooks'] });
  // The list has no tags: the record is fetched with its own before it is changed.
  const opening = useMutation({
    mutationFn: () => askWithTag(api.GET('/api/v1/webhooks/{id}', { params })),
    onSuccess: ({ record, tag }) => setEdited({ webhook: record, tag }),
  });
  const switching = useMutation({
    mutationFn: () => ask(api.PATCH('/api/v1/webhooks/{id}', { params, body: { active: !webhook.active } })),
    onSuccess: again,
  });
  const testing = useMutation({
    mutationFn: () => ask(api.POST('/api/v1/webhooks/{id}/test', { params })),
    onSuccess: again,
  });
  const removing = useMutation({
    mutationFn: async () => {
      await ask(api.DELETE('/api/v1/webhooks/{id}', { params }));
    },
    onSuccess: again,
  });
  const failed = opening.error ?? switching.error ?? testing.error;
  return (
    <>
      <div className="page-actions">
        <Button
          size="xs"
          variant="default"
          loading={testing.isPending}
          aria-label={`Test ${webhook.url}`}
          onClick={() => testing.mutate()}
        >
          Test
        </Button>
        <Button
          size="xs"
          variant="default"
          loading={switching.isPending}
          aria-label={`Switch ${webhook.active ? 'off' : 'on'} ${webhook.url}`}
          onClick={() => switching.mutate()}
        >
          Switch {webhook.active ? 'off' : 'on'}
        </Button>
        <Button
          size="xs"
          variant="default"
          loading={opening.isPending}
          aria-label={`Edit ${webhook.url}`}
          onClick={() => opening.mutate()}
        >
          Edit
        </Button>
        <Button size="xs" variant="default" aria-label={`Delete ${webhook.url}`} onClick={() => setDeleting(true)}>
          Delete
        </Button>
        <span role="status">
          {testing.data !== undefined && (
            <span className={`tag ${testing.data.delivered ? 'good' : 'bad'}`}>
              {testing.data.delivered
                ? `the test was taken: ${testing.data.status ?? ''}`
                : `the test failed: ${testing.data.problem ?? `answered ${testing.data.status ?? 'nothing'}`}`}
            </span>
          )}
        </span>
      </div>
      {failed !== null && <ProblemNote error={failed} />}
      {edited !== undefined && <EditWebhook edited={edited} onClose={() => setEdited(undefined)} />}
      {deleting && (
        <ConfirmDelete
          what="the webhook"
          error={removing.error}
          pending={removing.isPending}
          onDelete={() => removing.mutate()}
          onClose={() => setDeleting(false)}
        >
          <span className="mono">{webhook.url}</span> is told nothing any more; what waits for it is dropped.
        </ConfirmDelete>
      )}
    </>
  );
}

function WebhookCard({ webhook }: { readonly webhook: Webhook }) {
  const [open, setOpen] = useState(false);
  const { data, error } = useQuery({
    queryKey: ['webhooks', webhook.id, 'deliveries'],
    queryFn: ({ signal }) => ask(api.GET('/api/v1/webhooks/{id}/deliveries', { params: pathOf(webhook), signal })),
    refetchInterval: 10_000,
  });
  const last = data?.items.find(({ state, attempts }) => state !== 'waiting' || attempts > 0) ?? data?.items[0];
  const { disabledBecause, failingSince } = webhook;
  return (
    <section className="card" aria-label={`Webhook ${webhook.url}`}>
      <div className="card-head">
        <h2 className="mono url">{webhook.url}</h2>
        <StateTag webhook={webhook} />
      </div>
      <div className="card-body form">
        <dl className="facts">
          <div>
            <dt>told when</dt>
            <dd>{webhook.events.map((name) => EVENT_NAMES[name]).join(', ')}</dd>
          </div>
          {disabledBecause !== null && (
            <div>
              <dt>switched off</dt>
              <dd>{disabledBecause}</dd>
            </div>
          )}
          {failingSince !== null && (
            <div>
              <dt>failing since</dt>
              <dd>{showTime(failingSince)}</dd>
            </div>
          )}
          <div>
            <dt>last delivery</dt>
            <dd>
              {last === undefined ? (
                data === undefined ? (
                  '…'
                ) : (
                  'none yet'
                )
              ) : (
                <>
                  <DeliveryTag delivery={last} /> {showTime(last.at)}: {String(last.body['sentence'])}
                  {answerOf(last) !== '' && ` (${answerOf(last)})`}
                </>
              )}
            </dd>
          </div>
        </dl>
        {error !== null && <ProblemNote error={error} />}
        <Actions webhook={webhook} />
        {data !== undefined && data.items.length > 1 && (
          <details className="more" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>The last deliveries</summary>
            <Deliveries items={data.items} />
          </details>
        )}
      </div>
    </section>
  );
}

/** Who is told what happens. */
export function WebhooksPage() {
  const [adding, setAdding] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ['webhooks'],
    queryFn: ({ signal }) => ask(api.GET('/api/v1/webhooks', { signal })),
    refetchInterval: 10_000,
  });
  return (
    <Page
      title="Webhooks"
      about="Who is told by HTTP when a boot fails, stalls or is done"
      actions={
        <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setAdding(true)}>
          New webhook
        </Button>
      }
    >
      {error !== null && <ProblemNote error={error} onRetry={refetch} />}
      {data === undefined && error === null && <Waiting what="the webhooks" />}
      {data?.items.length === 0 && (
        <Empty icon="webhooks" title="Nobody is told">
          A webhook posts what happens as JSON to a URL of yours: the sentence of the log, the machine, and what to do
          about it. It is signed, and tried again until it arrives.
        </Empty>
      )}
      {data?.items.map((webhook) => (
        <WebhookCard key={webhook.id} webhook={webhook} />
      ))}
      {adding && <EditWebhook edited={undefined} onClose={() => setAdding(false)} />}
    </Page>
  );
}
