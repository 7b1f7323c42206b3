import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TOKEN } from '../e2e/virtual-appliance.js';
import { hasBrowser, MACHINES, Stage } from './stage.js';

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
  '/audit',
  '/status',
];

/** In CI a missing browser is a failure and not a skipped test. */
const skipped = !hasBrowser() && process.env['CI'] === undefined;
if (skipped) console.warn('The tests of the console are skipped: apt-get install chromium');

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

describe.skipIf(skipped)(`the console with ${MACHINES} machines (axe ${axe.version})`, () => {
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
