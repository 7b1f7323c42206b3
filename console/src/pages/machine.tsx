import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { api, ask, patchMachine, type Machine } from '../client/api';
import type { StreamState } from '../client/journal-stream';
import { useBoots, useInstall, useMachine, useMayWrite } from '../client/queries';
import { useTimeline } from '../client/use-timeline';
import { attemptsOf, type BootAttempt } from '../parts/boot-attempts';
import { BootPicture, StageBar } from '../parts/boot-picture';
import { DownloadCapture } from '../parts/download-capture';
import { ConfirmDelete } from '../parts/confirm-delete';
import { EditMachine } from '../parts/edit-machine';
import { Empty } from '../parts/empty';
import { EventList } from '../parts/event-list';
import { ExplainMachine } from '../parts/explain-machine';
import { Icon } from '../parts/icon';
import { ModeTag } from '../parts/mode-tag';
import { Page } from '../parts/page';
import { Personalities } from '../parts/personalities';
import { ProblemNote } from '../parts/problem-note';
import { showAge, showDuration, showTime } from '../parts/times';
import { stateOf, VerdictNote } from '../parts/verdict';
import { Waiting } from '../parts/waiting';
import './machine.css';

const STATES: Record<StreamState, { readonly words: string; readonly tone: string }> = {
  connecting: { words: 'connecting …', tone: '' },
  live: { words: 'live', tone: 'good' },
  broken: { words: 'connection lost, trying again', tone: 'warn' },
};

function Live({ state }: { readonly state: StreamState }) {
  const { words, tone } = STATES[state];
  return (
    <span className={`tag ${tone}`} role="status">
      {state === 'live' && <span className="pulse" aria-hidden="true" />}
      {words}
    </span>
  );
}

/** The hero: how the boot stands, in one sentence, as a picture, and event by event. */
function Timeline({ machine }: { readonly machine: Machine }) {
  const { events, state, loaded, error, refetch } = useTimeline(machine.id);
  const judged = useBoots(machine.id, events.at(-1)?.id).data;
  const attempts = useMemo(() => attemptsOf(events, judged ?? []), [events, judged]);
  const [shown, setShown] = useState<number>();
  const [chosen, setChosen] = useState<number>();
  const attempt = attempts.find(({ from }) => from === shown) ?? attempts[0];
  const [nic] = machine.nics;
  if (error !== null) return <ProblemNote error={error} onRetry={refetch} />;
  if (!loaded) return <Waiting what="the timeline" />;
  if (attempt === undefined) {
    return (
      <Empty icon="play" title="Nothing heard from it yet" action={<Live state={state} />}>
        Switch the machine on and let it boot from the network: everything it asks, and what it is answered, appears
        here at once.
        {nic?.mac != null && (
          <>
            {' '}
            It is known by <code>{nic.mac}</code>; if it stays silent, look under{' '}
            <Link href="/sightings">Sightings</Link> for a MAC much like it.
          </>
        )}
      </Empty>
    );
  }
  return (
    <>
      {attempt.boot !== undefined && <VerdictNote boot={attempt.boot} onShow={setChosen} />}
      <section className="card" aria-label="The boot">
        <div className="card-head">
          <h2>
            Boot of {showTime(attempt.from)} <span className="quiet">· {showDuration(attempt.to - attempt.from)}</span>
          </h2>
          <Live state={state} />
        </div>
        <div className="card-body boot">
          <StageBar boot={attempt} />
          <BootPicture
            boot={attempt}
            chosen={chosen}
            onChoose={({ id }) => setChosen(id === chosen ? undefined : id)}
          />
        </div>
        <EventList events={attempt.events} chosen={chosen} onChoose={setChosen} />
      </section>
      {attempts.length > 1 && <Attempts attempts={attempts} shown={attempt} onShow={setShown} />}
    </>
  );
}

interface AttemptsProps {
  readonly attempts: readonly BootAttempt[];
  readonly shown: BootAttempt;
  readonly onShow: (from: number) => void;
}

/** The boots that are remembered, to choose one to look at. */
function Attempts({ attempts, shown, onShow }: AttemptsProps) {
  return (
    <section className="card" aria-label="Boots">
      <div className="card-head">
        <h2>Boots</h2>
      </div>
      <ul className="attempts">
        {attempts.map((attempt) => (
          <li key={attempt.from}>
            <button type="button" aria-pressed={attempt === shown} onClick={() => onShow(attempt.from)}>
              <span>{showTime(attempt.from)}</span>
              <span className="quiet attempts-words">
                {attempt.boot?.verdict.sentence ?? `${attempt.events.length} events`}
              </span>
              {attempt.boot !== undefined && (
                <span className={`tag ${stateOf(attempt.boot).tone}`}>{stateOf(attempt.boot).words}</span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Facts({ machine }: { readonly machine: Machine }) {
  const install = useInstall(machine.id).data;
  const files = Object.entries(machine.boot.files);
  const labels = Object.entries(machine.labels);
  return (
    <aside className="card machine-facts" aria-label="Record">
      <dl>
        {machine.nics.map((nic, at) => (
          <div key={at}>
            <dt>{machine.nics.length > 1 ? `Port ${at + 1}` : 'Network port'}</dt>
            <dd className="mono">
              {nic.mac ?? 'no MAC'}
              <br />
              {nic.ip ?? 'no address'}
            </dd>
          </div>
        ))}
        <div>
          <dt>Boots</dt>
          <dd>
            <ModeTag mode={machine.boot.mode} /> {install?.profile ?? machine.boot.profile ?? 'no profile'}
          </dd>
        </div>
        {install !== undefined && install.state !== 'idle' && (
          <div>
            <dt>Installation</dt>
            <dd>{install.sentence}</dd>
          </div>
        )}
        {install !== undefined && install.failedLoaders.length > 0 && (
          <div>
            <dt>Loaders that came to nothing</dt>
            <dd className="mono">{install.failedLoaders.join(', ')}</dd>
          </div>
        )}
        {files.map(([kind, file]) => (
          <div key={kind}>
            <dt>File for {kind}</dt>
            <dd className="mono">{typeof file === 'string' ? file : file.join(', then ')}</dd>
          </div>
        ))}
        {labels.length > 0 && (
          <div>
            <dt>Labels</dt>
            <dd className="tags">
              {labels.map(([key, value]) => (
                <span key={key} className="tag">
                  {key}:{value}
                </span>
              ))}
            </dd>
          </div>
        )}
        {machine.description !== '' && (
          <div>
            <dt>Description</dt>
            <dd className="prose">{machine.description}</dd>
          </div>
        )}
        <div>
          <dt>Changed</dt>
          <dd>{showAge(machine.updatedAt)}</dd>
        </div>
      </dl>
    </aside>
  );
}

function Actions({ machine, onEdit }: { readonly machine: Machine; readonly onEdit: () => void }) {
  const queries = useQueryClient();
  const [, go] = useLocation();
  const [deleting, setDeleting] = useState(false);
  const paused = machine.boot.mode === 'paused';
  const params = { path: { id: machine.id } };
  const pausing = useMutation({
    mutationFn: () => patchMachine(machine.id, { boot: { mode: paused ? 'always' : 'paused' } }, undefined),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['machine', machine.id] }),
        queries.invalidateQueries({ queryKey: ['machines'] }),
      ]),
  });
  const removing = useMutation({
    mutationFn: async () => {
      await ask(api.DELETE('/api/v1/machines/{id}', { params }));
    },
    onSuccess: async () => {
      go('/machines');
      await queries.invalidateQueries({ queryKey: ['machines'] });
    },
  });
  return (
    <>
      <Button
        variant="default"
        loading={pausing.isPending}
        leftSection={<Icon name={paused ? 'play' : 'pause'} size={16} />}
        onClick={() => pausing.mutate()}
      >
        {paused ? 'Let it boot' : 'Pause'}
      </Button>
      <Button variant="default" leftSection={<Icon name="edit" size={16} />} onClick={onEdit}>
        Edit
      </Button>
      <Button variant="default" leftSection={<Icon name="trash" size={16} />} onClick={() => setDeleting(true)}>
        Delete
      </Button>
      {pausing.error !== null && <ProblemNote error={pausing.error} />}
      {deleting && (
        <ConfirmDelete
          what={machine.hostname}
          error={removing.error}
          pending={removing.isPending}
          onDelete={() => removing.mutate()}
          onClose={() => setDeleting(false)}
        >
          It is not answered any more, on any protocol. Its timeline goes with it.
        </ConfirmDelete>
      )}
    </>
  );
}

export function MachinePage({ id }: { readonly id: number }) {
  const { data, error, refetch } = useMachine(id);
  const mayWrite = useMayWrite();
  const [editing, setEditing] = useState(false);
  if (error !== null) {
    return (
      <Page title="Machine">
        <ProblemNote error={error} onRetry={refetch} />
        <Link href="/machines">To the machines</Link>
      </Page>
    );
  }
  if (data === undefined) return <Waiting what="the machine" />;
  const { record: machine, tag } = data;
  return (
    <Page
      title={machine.hostname}
      about={<Link href="/machines">All machines</Link>}
      actions={
        <>
          <DownloadCapture machine={machine} />
          {mayWrite && <Actions machine={machine} onEdit={() => setEditing(true)} />}
        </>
      }
    >
      <div className="machine-layout">
        <div className="machine-story">
          <Timeline machine={machine} />
          <Personalities machineId={machine.id} />
          <ExplainMachine id={machine.id} />
        </div>
        <Facts machine={machine} />
      </div>
      {editing && <EditMachine machine={machine} tag={tag} opened onClose={() => setEditing(false)} />}
    </Page>
  );
}
