import { format } from 'prettier';
import { expect, it } from 'vitest';
import { renderDiagnosesPage } from './diagnoses.render.js';

it('docs/diagnoses.md says what the tables say', async () => {
  // The options are those of package.json, which prettier reads for its own command only.
  const page = await format(renderDiagnosesPage(), { parser: 'markdown', printWidth: 120 });
  await expect(page).toMatchFileSnapshot('../../docs/diagnoses.md');
});
