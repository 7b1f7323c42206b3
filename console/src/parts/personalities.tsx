import type { ReactNode } from 'react';
import { usePersonalities } from '../client/queries';
import { ProblemNote } from './problem-note';
import { Table } from './table';
import { showAge, showTime } from './times';

const KINDS = {
  firmware: 'Firmware',
  ipxe: 'iPXE',
  installer: 'Installer',
  system: 'Operating system',
  bootp: 'BOOTP client',
} as const;

/** With which identities the machine asked for its address; nothing until it has asked. */
export function Personalities({ machineId }: { readonly machineId: number }): ReactNode {
  const { data, error, refetch } = usePersonalities(machineId);
  if (error !== null) return <ProblemNote error={error} onRetry={refetch} />;
  if (data === undefined || data.length === 0) return null;
  return (
    <section className="card" aria-label="Personalities">
      <div className="card-head">
        <h2>Personalities</h2>
        <span className="quiet">all of them share one address</span>
      </div>
      <Table label="Personalities" columns={['What asks', 'Calls itself', 'Client id', 'Address', 'Seen']}>
        {data.map((one, at) => (
          <tr key={at}>
            <td>
              {KINDS[one.kind]}
              <small>{one.architecture}</small>
            </td>
            <td>
              {one.vendorClass ?? '–'}
              <small>{one.userClass}</small>
            </td>
            <td className="mono">
              {one.clientIdText ?? '–'}
              {one.uuid !== null && <small>uuid {one.uuid}</small>}
            </td>
            <td className="mono">{one.ip ?? '–'}</td>
            <td title={`first ${showTime(one.firstSeenAt)}`}>
              {showAge(one.lastSeenAt)}
              <small>{one.times === 1 ? 'once' : `${one.times} times`}</small>
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
}
