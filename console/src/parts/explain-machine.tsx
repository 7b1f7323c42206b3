import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { api, ask, type ExplainFetch, type ExplainStep } from '../client/api';
import './explain-machine.css';
import { Packet } from './packet';
import { ProblemNote } from './problem-note';

const OUTCOMES = { answered: 'good', silent: 'bad' } as const;
const WORDS = { answered: 'answered', silent: 'no answer' } as const;

function Step({ step }: { readonly step: ExplainStep }) {
  return (
    <li className="explained">
      <p className="explained-head">
        <strong>{step.title}</strong> <span className={`tag ${OUTCOMES[step.outcome]}`}>{WORDS[step.outcome]}</span>
        <span className="quiet">{step.interface}</span>
      </p>
      <p>{step.sentence}</p>
      {step.cure !== null && <p className="quiet">{step.cure}</p>}
      <details>
        <summary>Packets, and which policy said what</summary>
        <dl className="facts">
          {step.policies.map(({ policy, said }) => (
            <div key={policy}>
              <dt>{policy}</dt>
              <dd>{said}</dd>
            </div>
          ))}
        </dl>
        <Packet title="It would ask" words={step.asked.words} hex={step.asked.hex} />
        {step.answer !== null && (
          <Packet title={`We would answer, to ${step.answer.to}`} words={step.answer.words} hex={step.answer.hex} />
        )}
      </details>
    </li>
  );
}

function Fetch({ fetched }: { readonly fetched: ExplainFetch }) {
  return (
    <li className="explained">
      <p className="explained-head">
        <strong>{fetched.protocol === 'tftp' ? 'TFTP' : 'HTTP'}</strong> <code>{fetched.path}</code>
        <span className={`tag ${OUTCOMES[fetched.outcome]}`}>{WORDS[fetched.outcome]}</span>
      </p>
      <p>{fetched.sentence}</p>
      {fetched.cure !== null && <p className="quiet">{fetched.cure}</p>}
    </li>
  );
}

/** What this machine would be answered at this moment, asked of the responders themselves; nothing is sent. */
export function ExplainMachine({ id }: { readonly id: number }) {
  const asking = useMutation({ mutationFn: () => ask(api.POST('/api/v1/explain', { body: { machine: id } })) });
  return (
    <section className="card" aria-label="What it would be answered">
      <div className="card-head">
        <h2>What would it be answered now?</h2>
        <Button size="xs" variant="default" loading={asking.isPending} onClick={() => asking.mutate()}>
          {asking.data === undefined ? 'Ask the responders' : 'Ask again'}
        </Button>
      </div>
      <div className="card-body">
        {asking.error !== null && <ProblemNote error={asking.error} />}
        {asking.data === undefined ? (
          <p className="quiet">
            A boot from the first packet to the last file, decided as on the wire, with every packet decoded. Nothing is
            sent.
          </p>
        ) : (
          <ol className="explained-list" aria-live="polite">
            {asking.data.steps.map((step, at) => (
              <Step key={at} step={step} />
            ))}
            {asking.data.fetches.map((fetched, at) => (
              <Fetch key={`${fetched.path} ${at}`} fetched={fetched} />
            ))}
          </ol>
        )}
      </div>
    </section>
  );
}
