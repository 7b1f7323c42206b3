/**
 * Fills in what a recipe's command line leaves open: `[tree]` is where the files came from, `[tree:../../main]` a place
 * relative to it, any other word in brackets what was found by that name.
 *
 * @param tree a URL
 */
export function fillCommandLine(line: string, tree: string, found: ReadonlyMap<string, string>): string {
  const folder = tree.endsWith('/') ? tree : `${tree}/`;
  return line.replaceAll(/\[([a-z]+)(?::([^\]\s]+))?\]/g, (whole, word: string, relative: string | undefined) => {
    if (word === 'tree') return new URL(relative ?? '.', folder).href.replace(/\/+$/, '');
    return found.get(word) ?? whole;
  });
}
