import { describe, expect, it } from 'vitest';
import { TextSource } from '../../../test/fakes/boot-sources.js';
import { Catalogue, type CatalogueQuery } from './catalogue.js';

const source = (label: string, ...names: string[]) =>
  new TextSource(Object.fromEntries(names.map((name) => [name, ''])), label);

const catalogue = new Catalogue([
  source('first', 'b', 'a/x', 'both', 'both.liquid'),
  source('second', 'both', 'a-x', 'Vmlinuz', 'only.liquid'),
]);

async function shown(query: Partial<CatalogueQuery>): Promise<string[]> {
  const entries = await catalogue.page({ most: 100, ...query });
  return entries.map(
    ({ name, source: { label }, template, shadowedBy }) =>
      `${name} ${label}${template === undefined ? '' : ` of ${template}`}${shadowedBy === undefined ? '' : ` behind ${shadowedBy}`}`,
  );
}

describe('the list of boot files', () => {
  it('is in the order of the names, and by one name in that of the sources', async () => {
    expect(await shown({})).toEqual([
      'Vmlinuz second',
      'a-x second',
      'a/x first',
      'b first',
      'both first',
      'both first of both.liquid behind first',
      'both second behind first',
      'only second of only.liquid',
    ]);
  });

  it('comes page by page, also where a page ends between files of one name', async () => {
    const names: string[] = [];
    for (let after: string | undefined, more = true; more;) {
      const page = await catalogue.page({ after, most: 1 });
      names.push(...page.map(({ name, source: { label } }) => `${name} ${label}`));
      after = page.at(-1)?.key;
      more = page.length > 0;
    }
    expect(names).toHaveLength(8);
    expect(new Set(names.slice(4, 7))).toEqual(new Set(['both first', 'both second']));
  });

  it('is narrowed by a part of the name and by a source, and what is hidden stays so', async () => {
    expect(await shown({ search: 'VMLIN' })).toEqual(['Vmlinuz second']);
    expect(await shown({ source: 'second', search: 'both' })).toEqual(['both second behind first']);
    expect(await shown({ search: 'nothing' })).toEqual([]);
  });

  it('has all files of one name, and of no other', async () => {
    expect((await catalogue.named('both')).map(({ source: { label } }) => label)).toEqual(['first', 'first', 'second']);
    for (const name of ['bot', 'a', '', 'zz']) expect(await catalogue.named(name)).toEqual([]);
  });

  it('begins with what lies there now', async () => {
    const texts: Record<string, string> = { a: '' };
    const changing = new Catalogue([new TextSource(texts)]);
    expect(await changing.page({ most: 9 })).toHaveLength(1);
    texts['b'] = '';
    expect(await changing.page({ most: 9 })).toHaveLength(2);
  });
});
