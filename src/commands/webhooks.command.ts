import { Command, Option } from 'commander';
import { WEBHOOK_EVENTS } from '../webhooks/webhook-event.js';
import type { DeliveryView, NewWebhookView, TestView, WebhookView } from '../webhooks/webhook.schema.js';
import { CommandFailure } from './command-failure.js';
import { examples } from './examples.render.js';
import { EXIT } from './exit-status.table.js';
import type { Session } from './session.js';
import type { Column } from './table.render.js';

const PATH = '/api/v1/webhooks';

const COLUMNS: readonly Column<WebhookView>[] = [
  { title: 'ID', of: ({ id }) => id },
  { title: 'URL', of: ({ url }) => url },
  { title: 'EVENTS', of: ({ events }) => events.join(', ') },
  { title: 'STATE', of: stateOf },
];

const DELIVERIES: readonly Column<DeliveryView>[] = [
  { title: 'ID', of: ({ id }) => id },
  { title: 'WHEN', of: ({ at }) => at },
  { title: 'EVENT', of: ({ event }) => event },
  { title: 'STATE', of: ({ state, attempts }) => (state === 'waiting' ? `waiting, ${attempts} attempts` : state) },
  { title: 'PROBLEM', of: ({ problem }) => problem },
  { title: 'SENTENCE', of: ({ body }) => String(body['sentence']) },
];

function stateOf({ active, disabledBecause, failingSince }: WebhookView): string {
  if (disabledBecause !== null) return `switched off: ${disabledBecause}`;
  if (!active) return 'off';
  return failingSince === null ? 'on' : `failing since ${failingSince}`;
}

/** reveille webhooks … */
export function webhooksCommand(session: Session): Command {
  const webhooks = new Command('webhooks').alias('webhook').description('who is told what happens, by HTTP');
  webhooks
    .command('list')
    .description('list them')
    .addHelpText('after', examples('reveille webhooks list'))
    .action(async () => {
      const { items } = await session.appliance.get<{ items: WebhookView[] }>(PATH);
      await session.showList(items, COLUMNS, 'Nobody is told. reveille webhooks add URL');
    });
  webhooks
    .command('add')
    .argument('<url>', 'where events are posted')
    .addOption(new Option('--events <event...>', 'which; failures and stalls without it').choices(WEBHOOK_EVENTS))
    .option('--secret <secret>', 'signs what is sent; one is made without it')
    .description('have events posted to a URL; the secret is shown this once')
    .addHelpText('after', examples('reveille webhooks add https://hooks.example/x --events boot-failed boot-done'))
    .action(async (url: string, { events, secret }: { events?: string[]; secret?: string }) => {
      const made = await session.appliance.write<NewWebhookView>('POST', PATH, { body: { url, events, secret } });
      session.terminal.note(`Webhook ${made.id} is told of ${made.events.join(', ')}. Its secret, shown this once:`);
      session.showDone(made.secret, made);
    });
  for (const [name, active, words] of [
    ['on', true, 'switch one on again, and tell it what waits'],
    ['off', false, 'switch one off; what waits is given up'],
  ] as const) {
    webhooks
      .command(name)
      .argument('<id>')
      .description(words)
      .addHelpText('after', examples(`reveille webhooks ${name} 1`))
      .action(async (id: string) => {
        const changed = await session.appliance.write<WebhookView>('PATCH', pathOf(id), { body: { active } });
        session.showDone(`Webhook ${changed.id} is ${name}.`, changed);
      });
  }
  webhooks
    .command('test')
    .argument('<id>')
    .description('tell one something now, and see how that goes')
    .addHelpText('after', examples('reveille webhooks test 1'))
    .action(async (id: string) => {
      const tested = await session.appliance.write<TestView>('POST', `${pathOf(id)}/test`);
      if (!tested.delivered) throw new CommandFailure(EXIT.failed, `It did not arrive: ${tested.problem ?? ''}.`);
      session.showDone(`It arrived; the answer is ${tested.status ?? ''}.`, tested);
    });
  webhooks
    .command('deliveries')
    .argument('<id>')
    .description('what one was told, and what waits, the newest first')
    .addHelpText('after', examples('reveille webhooks deliveries 1'))
    .action(async (id: string) => {
      const { items } = await session.appliance.get<{ items: DeliveryView[] }>(`${pathOf(id)}/deliveries`);
      await session.showList(items, DELIVERIES, 'It was told nothing yet. reveille webhooks test ID');
    });
  webhooks
    .command('delete')
    .alias('rm')
    .argument('<id>')
    .description('tell one nothing any more')
    .addHelpText('after', examples('reveille webhooks delete 1'))
    .action(async (id: string) => {
      await session.appliance.write('DELETE', pathOf(id));
      session.showDone(`Webhook ${id} is deleted.`, undefined);
    });
  return webhooks;
}

function pathOf(id: string): string {
  return `${PATH}/${encodeURIComponent(id)}`;
}
