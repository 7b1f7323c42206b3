import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPOSITORY } from '../clients/rest-client.js';
import { needTools } from '../clients/required-tools.js';
import { runToEnd } from '../clients/running-program.js';

/** A script that prints what a shell offers for what is typed: the words alone, one on each line. */
type Script = (typed: string) => string;

const bash: Script = (typed) => {
  const words = typed.split(' ');
  return [
    'source <(reveille completion bash)',
    `COMP_WORDS=(${words.map((word) => `"${word}"`).join(' ')}); COMP_CWORD=${words.length - 1}`,
    '_reveille',
    'printf "%s\\n" "${COMPREPLY[@]}"',
  ].join('\n');
};

/** The real completion system; only the function that draws the list is replaced by one that prints it. */
const zsh: Script = (typed) => {
  const words = typed.split(' ');
  return [
    'autoload -Uz compinit && compinit -u -D',
    'source <(reveille completion zsh)',
    '[[ $_comps[reveille] == _reveille ]] || exit 1',
    '_describe() { local -a offered=("${(@P)2}"); print -l -- "${offered[@]%%:*}" }',
    '_files() { print -- files }',
    `words=(${words.map((word) => `"${word}"`).join(' ')}); CURRENT=${words.length}`,
    '_reveille',
  ].join('\n');
};

const fish: Script = (typed) =>
  [
    'reveille completion fish | source',
    // Where there is no description there is nothing to replace, and that is no failure.
    `complete --do-complete "${typed}" | string replace --regex '\\t.*' ''; true`,
  ].join('\n');

const SHELLS = [
  { shell: 'bash', words: ['--norc', '-c'], script: bash },
  { shell: 'zsh', words: ['-f', '-c'], script: zsh },
  { shell: 'fish', words: ['--no-config', '-c'], script: fish },
] as const;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reveille-completion-'));
  symlinkSync(join(REPOSITORY, 'dist/cli.js'), join(folder, 'reveille'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(SHELLS)('completion in $shell', ({ shell, words, script }) => {
  const offers = async (typed: string): Promise<string[]> => {
    const environment = [`PATH=${folder}:${process.env['PATH'] ?? ''}`, `HOME=${folder}`];
    const output = await runToEnd('env', [...environment, shell, ...words, script(typed)]);
    return output.split('\n').filter((line) => line !== '');
  };

  it('offers commands, options and choices', async (context) => {
    needTools(context, shell);
    expect(await offers('reveille mach')).toEqual(['machines']);
    expect(await offers('reveille machines ')).toEqual(expect.arrayContaining(['list', 'show', 'add']));
    expect(await offers('reveille leases list --state qu')).toEqual(['quarantined']);
    expect((await offers('reveille timeline --fo'))[0]).toBe('--follow');
    expect(await offers('reveille completion f')).toEqual(['fish']);
  });
});
