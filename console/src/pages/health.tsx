import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../client/api';
import { Icon } from '../parts/icon';
import { Page } from '../parts/page';
import { ProblemNote } from '../parts/problem-note';
import { Table } from '../parts/table';
import { showAge } from '../parts/times';
import { Waiting } from '../parts/waiting';

interface HealthReport {
  readonly status: string;
  readonly parts: Readonly<Record<string, string>>;
  readonly remarks: readonly string[];
}

/** 503 is an answer too: it names what is not ready. */
async function askHealth(signal: AbortSignal): Promise<HealthReport> {
  const response = await fetch('/health/ready', { signal });
  return (await response.json()) as HealthReport;
}

const toneOf = (state: string): string => (state === 'ready' ? 'good' : state.startsWith('degraded') ? 'warn' : 'bad');

function OtherServers() {
  const { data } = useQuery({
    queryKey: ['other-servers'],
    queryFn: ({ signal }) => ask(api.GET('/api/v1/other-servers', { signal })),
    refetchInterval: 10_000,
  });
  if (data === undefined || data.items.length === 0) return null;
  return (
    <>
      <h2>Other DHCP servers on our wires</h2>
      <Table label="Other DHCP servers" columns={['Server', 'Where', 'Says', 'Heard']}>
        {data.items.map((server) => (
          <tr key={`${server.server} ${server.mac} ${server.interface}`}>
            <td className="mono">
              {server.server}
              <small>
                {server.mac} {server.maker ?? ''}
              </small>
            </td>
            <td>
              {server.interface}
              {!server.expected && (
                <small>
                  <span className="tag warn">not expected here</span>
                </small>
              )}
            </td>
            <td>
              {server.lastAnswer}
              <small>{server.offers.join('; ')}</small>
            </td>
            <td>{showAge(server.lastSeen)}</td>
          </tr>
        ))}
      </Table>
    </>
  );
}

/** Is the appliance well, part by part. */
export function HealthPage() {
  const { data, error, refetch } = useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => askHealth(signal),
    refetchInterval: 5_000,
  });
  const parts = Object.entries(data?.parts ?? {});
  return (
    <Page title="Health" about={data === undefined ? undefined : `The appliance is ${data.status}`}>
      {error !== null && <ProblemNote error={error} onRetry={refetch} />}
      {data === undefined && error === null && <Waiting what="the state of the appliance" />}
      {data?.remarks.map((sentence) => (
        <div key={sentence} className="note note-warn">
          <Icon name="warn" />
          <div>
            <p>{sentence.charAt(0).toUpperCase() + sentence.slice(1)}</p>
          </div>
        </div>
      ))}
      {parts.length > 0 && (
        <Table label="Parts" columns={['Part', 'State']}>
          {parts.map(([part, state]) => (
            <tr key={part}>
              <td>{part}</td>
              <td>
                <span className={`tag ${toneOf(state)}`}>{state}</span>
              </td>
            </tr>
          ))}
        </Table>
      )}
      <OtherServers />
    </Page>
  );
}
