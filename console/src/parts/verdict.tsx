import type { Boot, BootFinding } from '../client/api';
import { Icon, type IconName } from './icon';
import { showAge } from './times';
import './verdict.css';

type State = Boot['verdict']['state'];

const STATES: Record<State, { readonly words: string; readonly tone: string; readonly icon: IconName }> = {
  booted: { words: 'Booted', tone: 'good', icon: 'check' },
  'from-disk': { words: 'Boots from its disk', tone: 'good', icon: 'check' },
  'on-its-way': { words: 'On its way', tone: 'plain', icon: 'play' },
  failed: { words: 'Did not boot', tone: 'bad', icon: 'cross' },
  stalled: { words: 'Stands still', tone: 'warn', icon: 'pause' },
  noise: { words: 'No boot', tone: 'plain', icon: 'more' },
};

const SURE = { certain: undefined, likely: 'likely', possible: 'one possible cause' } as const;

export const stateOf = ({ verdict }: Boot): { readonly words: string; readonly tone: string } => STATES[verdict.state];

interface EvidenceProps {
  readonly finding: BootFinding;
  readonly onShow: (event: number) => void;
}

/** The events that a finding rests on; each leads to its place on the timeline. */
function Evidence({ finding: { evidence }, onShow }: EvidenceProps) {
  if (evidence.length === 0) return null;
  return (
    <ul className="evidence" aria-label="What shows it">
      {evidence.map(({ id, sentence, repeats }) => (
        <li key={id}>
          <button type="button" onClick={() => onShow(id)}>
            {sentence}
            {repeats > 1 && ` × ${repeats}`}
          </button>
        </li>
      ))}
    </ul>
  );
}

interface VerdictNoteProps {
  readonly boot: Boot;
  readonly onShow: (event: number) => void;
}

/** On top of the page: how the boot ended, why, and what to do about it. */
export function VerdictNote({ boot, onShow }: VerdictNoteProps) {
  const { verdict, notes, lastAt } = boot;
  const { words, tone, icon } = STATES[verdict.state];
  const sure = SURE[verdict.sure];
  const others = notes.filter(({ kind }) => kind !== 'normal');
  const normal = notes.filter(({ kind }) => kind === 'normal');
  return (
    <section className={`verdict verdict-${tone}`} aria-label="Verdict">
      <div className="verdict-head" role="status">
        <span className="verdict-mark">
          <Icon name={icon} size={22} />
        </span>
        <div>
          <p className="verdict-state">
            {words} <span className="quiet">· last heard of {showAge(lastAt)}</span>
            {sure !== undefined && <span className="tag">{sure}</span>}
          </p>
          <p className="verdict-sentence">{verdict.sentence}</p>
          {verdict.cure !== '' && <p className="verdict-cure">{verdict.cure}</p>}
          <Evidence finding={verdict} onShow={onShow} />
        </div>
      </div>
      {notes.length > 0 && (
        <details className="verdict-notes" open={others.length > 0}>
          <summary>
            {others.length > 0
              ? `Also found: ${others.length}`
              : `${normal.length} ${normal.length === 1 ? 'oddity' : 'oddities'} that ${normal.length === 1 ? 'is' : 'are'} normal`}
          </summary>
          <ul>
            {[...others, ...normal].map((note) => (
              <li key={`${note.rule} ${note.sentence}`}>
                <p>
                  {note.sentence} {note.kind === 'normal' && <span className="tag">normal</span>}
                </p>
                {note.cure !== '' && <p className="quiet">{note.cure}</p>}
                <Evidence finding={note} onShow={onShow} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
