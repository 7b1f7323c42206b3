import type { ImportReport } from '../inventory/import/import.schema.js';
import type { AreaLog } from '../logging/log.js';

type LineProblems = ImportReport['problems'];

/** Lines of one read that the log shows; a file that is no text at all has as many as it likes. */
const MOST_TOLD = 50;

/** Says each line that cannot be used once, not at every read. */
export class ToldProblems {
  private told: ReadonlySet<string> = new Set();

  /** @param paths the file that each kind was read from */
  constructor(
    private readonly log: AreaLog,
    private readonly paths: Readonly<Record<string, string>>,
  ) {}

  tell(problems: LineProblems): void {
    const lines = problems
      .filter(({ level }) => level === 'error')
      .map(({ file, line, text }) => `${this.paths[file] ?? file}, line ${line}: ${text}`);
    const fresh = lines.filter((line) => !this.told.has(line));
    for (const line of fresh.slice(0, MOST_TOLD)) this.log.warn(line);
    if (fresh.length > MOST_TOLD) {
      this.log.warn(`${fresh.length - MOST_TOLD} more lines cannot be used: reveille import --dry-run shows them all`);
    }
    this.told = new Set(lines);
  }
}
