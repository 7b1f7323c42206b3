import openapiTypescript, { astToString } from 'openapi-typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VirtualAppliance } from './virtual-appliance.js';

let appliance: VirtualAppliance;
let document: Record<string, unknown>;

beforeAll(async () => {
  appliance = await VirtualAppliance.start();
  document = (await appliance.ask('GET', '/api/docs/openapi.json')).body as Record<string, unknown>;
});
afterAll(() => appliance.stop());

/** When these fail because a route was changed on purpose: `npm run openapi` writes both files anew. */
describe('the description of REST', () => {
  it('in docs/openapi.json is what the appliance says of itself', async () => {
    expect(document['openapi']).toBe('3.1.0');
    await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot('../../docs/openapi.json');
  });

  it('declares every parameter that a path names', () => {
    type Parameters = { readonly name: string; readonly in: string }[];
    const paths = document['paths'] as Record<string, Record<string, { parameters?: Parameters }>>;
    for (const [path, operations] of Object.entries(paths)) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters = [] } of Object.values(operations)) {
        expect(parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)).toEqual(named);
      }
    }
  });

  it('is what the types of the console’s client are made of', async () => {
    const types = astToString(await openapiTypescript(JSON.stringify(document), { defaultNonNullable: false }));
    await expect(types).toMatchFileSnapshot('../../console/src/client/schema.ts');
  });
});
