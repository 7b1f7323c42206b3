import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TOKEN } from '../e2e/virtual-appliance.js';
import { isSkipped } from './browser.js';
import { MACHINES, Stage } from './stage.js';

const PAGES = [
  '/machines',
  '/machines/1',
  '/machines/2',
  '/networks',
  '/leases',
  '/sightings',
  '/boot-files',
  '/profiles',
  '/access',
  '/webhooks',
  '/audit',
  '/status',
];

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** What axe finds wrong with a page as it stands. */
async function violationsOn(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<{ violations: readonly Violation[] }>('axe.run()');
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

describe.skipIf(isSkipped)(`the console with ${MACHINES} machines (axe ${axe.version})`, () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
    await stage.fill();
  });
  afterAll(() => stage.close());

  it('asks for the token, and shows the machines for it', async () => {
    const page = await stage.visit('/', { signedIn: false });
    await page.getByLabel(/token/i).first().fill(TOKEN);
    await page.keyboard.press('Enter');
    await page.getByText('node00001').first().waitFor();
    await page.context().close();
  });

  it('shows a boot on the page of its machine, and goes on as it happens', async () => {
    const page = await stage.visit('/machines/1', { signedIn: true });
    await page.getByText('debian/vmlinuz').and(page.locator(':visible')).first().waitFor();
    stage.tell(Date.now(), {
      second: 0,
      protocol: 'http',
      what: 'GET -> 200',
      machineId: 1,
      detail: { file: 'late.img' },
    });
    await page.getByText('late.img').and(page.locator(':visible')).first().waitFor();
    await page.context().close();
  });

  it('says on top of a machine’s page how its boot ended, and leads to the events that show it', async () => {
    const page = await stage.visit('/machines/2', { signedIn: true });
    const verdict = page.getByRole('region', { name: 'Verdict' });
    await verdict.getByText('node00002 is paused').first().waitFor();
    await verdict.getByRole('button', { name: /DHCPDISCOVER/ }).click();
    await page.locator('.event[data-open="true"]').getByText('paused', { exact: true }).waitFor();
    await page.context().close();
  });

  it('shows what a machine would be answered, with every packet decoded', async () => {
    const page = await stage.visit('/machines/3', { signedIn: true });
    await page.getByRole('button', { name: 'Ask the responders' }).click();
    const step = page.locator('.explained').first();
    await step.getByText('Packets, and which policy said what').click();
    await step
      .getByText(/52:54:00:00:00:03/)
      .first()
      .waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.context().close();
  });

  it('lists ten thousand machines with rows for those that are seen, and is used by keyboard alone', async () => {
    const page = await stage.visit('/machines', { signedIn: true });
    await page.getByText('10,000 in the inventory').waitFor();
    // For the eye and not for a verdict: on a busy host it says nothing of the console.
    const paint = await page.evaluate<number>(
      "performance.getEntriesByName('first-contentful-paint').map(({ startTime }) => startTime)[0]",
    );
    const listed = await page.evaluate<number>('performance.now()');
    console.info(
      `first paint after ${Math.round(paint)} ms, ${MACHINES} machines listed after ${Math.round(listed)} ms`,
    );
    expect(await page.getByRole('table', { name: 'Machines' }).getAttribute('aria-rowcount')).toBe('10001');
    expect(await page.getByRole('row').count()).toBeLessThan(60);
    await page.keyboard.press('/');
    await page.keyboard.type('node09999');
    await page.getByText('1 of 10,000').waitFor();
    const focused = (): Promise<string> =>
      page.evaluate("document.activeElement.textContent || document.activeElement.ariaLabel || ''");
    await expect
      .poll(async () => {
        await page.keyboard.press('Tab');
        return focused();
      })
      .toBe('node09999');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'node09999' }).waitFor();
    await expect
      .poll(async () => {
        await page.keyboard.press('Tab');
        return focused();
      })
      .toBe('Edit');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await expect.poll(() => page.evaluate('document.activeElement.value')).toBe('node09999');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('last-but-one');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'last-but-one' }).waitFor();
    await page.context().close();
  });

  it.each(['/networks', '/machines/1', '/profiles', '/sightings', '/access', '/webhooks'])(
    'the forms of %s have nothing that axe objects to, light or dark, and fit a telephone',
    async (path) => {
      for (const [scheme, width] of [
        ['light', 1280],
        ['dark', 360],
      ] as const) {
        const page = await stage.visit(path, { signedIn: true, scheme, width });
        await page
          .getByRole('button', { name: /^(Edit|Edit lab|Edit debian-12|New token|New webhook|Adopt .*07)$/ })
          .first()
          .click();
        await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).waitFor();
        for (const summary of await page.getByRole('dialog').locator('summary').all()) await summary.click();
        expect(await violationsOn(page)).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
        await page.context().close();
      }
    },
  );

  it.each(PAGES)('%s has nothing that axe objects to, light or dark, and fits a telephone', async (path) => {
    for (const scheme of ['light', 'dark'] as const) {
      const page = await stage.visit(path, { signedIn: true, scheme });
      await page.getByRole('heading').first().waitFor();
      expect(await violationsOn(page)).toEqual([]);
      await page.context().close();
    }
    const narrow = await stage.visit(path, { signedIn: true, width: 360, height: 740 });
    await narrow.getByRole('heading').first().waitFor();
    expect(await narrow.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    await narrow.context().close();
  });
});
