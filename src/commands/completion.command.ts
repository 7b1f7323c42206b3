import { Argument, Command } from 'commander';
import { examples } from './examples.render.js';
import type { Terminal } from './terminal.js';

/** The name by which a shell asks what may come next; not for people. */
const ASK = '__complete';

/**
 * Each shell asks `reveille __complete WORD…`, the last word being the one that is typed, and gets a candidate per line,
 * with a tab and its description behind it. Where there is none it offers files.
 */
const SCRIPTS: Readonly<Record<string, string>> = {
  bash: `_reveille() {
  local IFS=$'\\n' line
  COMPREPLY=()
  for line in $(reveille ${ASK} -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null); do
    COMPREPLY+=("\${line%%$'\\t'*}")
  done
}
complete -o default -F _reveille reveille
`,
  zsh: `#compdef reveille
_reveille() {
  local -a candidates
  candidates=(\${\${(f)"$(reveille ${ASK} -- "\${(@)words[2,CURRENT]}" 2>/dev/null)"}/$'\\t'/:})
  if (( \${#candidates} )); then _describe reveille candidates; else _files; fi
}
compdef _reveille reveille
`,
  fish: `function __reveille_complete
  set --local words (commandline --tokenize --cut-at-cursor --current-process)
  reveille ${ASK} -- $words[2..] (commandline --current-token --cut-at-cursor) 2>/dev/null
end
complete --command reveille --arguments '(__reveille_complete)'
`,
};

/** reveille completion, and the question that the scripts ask. */
export function completionCommands(program: Command, terminal: Terminal): readonly [Command, Command] {
  const completion = new Command('completion')
    .description('the script that makes a shell complete reveille by Tab')
    .addArgument(new Argument('<shell>').choices(Object.keys(SCRIPTS)))
    .addHelpText(
      'after',
      examples(
        'source <(reveille completion bash)',
        'reveille completion zsh > "${fpath[1]}/_reveille"',
        'reveille completion fish > ~/.config/fish/completions/reveille.fish',
      ),
    )
    .action((shell: string) => terminal.print(SCRIPTS[shell] ?? ''));
  const ask = new Command(ASK)
    .argument('[words...]')
    .action((words: string[]) => terminal.print(candidatesOf(program, words).join('\n')));
  return [completion, ask];
}

const line = (name: string, description: string): string => `${name}\t${description.split('\n')[0] ?? ''}`;

/** What may stand where the last word is typed: a command, an option, or one of an argument's choices. */
export function candidatesOf(program: Command, words: readonly string[]): string[] {
  const typed = words.at(-1) ?? '';
  let command = program;
  let given = 0;
  let before = '';
  for (const word of words.slice(0, -1)) {
    const next = command.commands.find((child) => child.name() === word || child.aliases().includes(word));
    if (next !== undefined) [command, given] = [next, 0];
    else if (!word.startsWith('-')) given += 1;
    before = word;
  }
  const options = [...command.options, ...(command === program ? [] : program.options)];
  const asking = options.find(({ short, long, required }) => required && (short === before || long === before));
  const candidates = asking
    ? (asking.argChoices ?? []).map((choice) => line(choice, ''))
    : typed.startsWith('-')
      ? [
          ...options.map(({ long, short, description }) => line(long ?? short ?? '', description)),
          line('--help', 'help'),
        ]
      : [
          ...command.commands
            .filter((child) => child.name() !== ASK)
            .map((child) => line(child.name(), child.description())),
          ...(command.registeredArguments[given]?.argChoices ?? []).map((choice) => line(choice, '')),
        ];
  return candidates.filter((candidate) => candidate.startsWith(typed));
}
