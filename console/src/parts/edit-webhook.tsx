import { Checkbox, Modal, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, type Webhook, type WebhookEvent } from '../client/api';
import { Form } from './form';
import { ShownOnce } from './shown-once';
import './rows.css';

/** The fields that show their own errors, by the names that REST gives them. */
const SHOWN = /^(url|secret|events(\[\d+\])?)$/;

export const EVENT_NAMES: Readonly<Record<WebhookEvent, string>> = {
  'boot-failed': 'a boot failed',
  'boot-stalled': 'a boot stalled',
  'boot-done': 'a boot was done',
  install: 'an installation went on',
  'address-conflict': 'two hosts have one address',
  'other-server': 'another DHCP server answered',
};
const EVENTS = Object.keys(EVENT_NAMES) as WebhookEvent[];

interface EditWebhookProps {
  /** The record with its tag; undefined: a new one. */
  readonly edited: { readonly webhook: Webhook; readonly tag: string | undefined } | undefined;
  readonly onClose: () => void;
}

/** Makes a webhook; gives its secret, which the appliance tells this once. */
async function make(url: string, events: WebhookEvent[], secret: string): Promise<string> {
  const made = await ask(
    api.POST('/api/v1/webhooks', { body: { url, events, active: true, ...(secret !== '' && { secret }) } }),
  );
  return made.secret;
}

/** A webhook, new or changed. */
export function EditWebhook({ edited, onClose }: EditWebhookProps) {
  const queries = useQueryClient();
  const [url, setUrl] = useState(edited?.webhook.url ?? '');
  const [events, setEvents] = useState<readonly WebhookEvent[]>(
    edited?.webhook.events ?? ['boot-failed', 'boot-stalled'],
  );
  const [secret, setSecret] = useState('');
  const saving = useMutation({
    mutationFn: async (): Promise<string | undefined> => {
      if (edited === undefined) return make(url.trim(), [...events], secret);
      await ask(
        api.PATCH('/api/v1/webhooks/{id}', {
          params: { path: { id: edited.webhook.id } },
          body: { url: url.trim(), events: [...events], ...(secret !== '' && { secret }) },
          ...(edited.tag !== undefined && { headers: { 'if-match': edited.tag } }),
        }),
      );
      return undefined;
    },
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: ['webhooks'] });
      if (made === undefined) onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={edited === undefined ? 'New webhook' : 'Edit webhook'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {saving.data !== undefined ? (
        <ShownOnce label="The secret" value={saving.data} onClose={onClose}>
          What is sent is signed with this secret. This is the only time that it is shown:
        </ShownOnce>
      ) : (
        <Form
          error={saving.error}
          shows={SHOWN}
          pending={saving.isPending}
          submit={edited === undefined ? 'Add' : 'Save'}
          onSubmit={() => saving.mutate()}
          onCancel={onClose}
        >
          {(errors) => (
            <>
              <TextInput
                label="URL"
                description="Each event is posted here as JSON"
                placeholder="https://hooks.example/reveille"
                classNames={{ input: 'mono' }}
                value={url}
                error={errors.at('url')}
                onChange={(event) => setUrl(event.currentTarget.value)}
                data-autofocus
              />
              <Checkbox.Group
                label="Told when"
                value={[...events]}
                error={errors.within('events')}
                onChange={(chosen) => setEvents(EVENTS.filter((name) => chosen.includes(name)))}
              >
                <div className="choices">
                  {EVENTS.map((name) => (
                    <Checkbox key={name} value={name} label={EVENT_NAMES[name]} />
                  ))}
                </div>
              </Checkbox.Group>
              <PasswordInput
                label="Secret"
                description={edited === undefined ? 'Left out: one is made, and shown once' : 'Left out: it stays'}
                autoComplete="off"
                visibilityToggleButtonProps={{ 'aria-label': 'Show the secret' }}
                value={secret}
                error={errors.at('secret')}
                onChange={(event) => setSecret(event.currentTarget.value)}
              />
            </>
          )}
        </Form>
      )}
    </Modal>
  );
}
