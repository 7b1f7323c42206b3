import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { api, ask, type Sighting } from '../client/api';
import { useMayWrite } from '../client/queries';
import { Empty } from '../parts/empty';
import { Form } from '../parts/form';
import { Page } from '../parts/page';
import { ProblemNote } from '../parts/problem-note';
import { Table } from '../parts/table';
import { showAge } from '../parts/times';
import { Waiting } from '../parts/waiting';

/** The fields that show their own errors, by the names that REST gives them. */
const SHOWN = /^(hostname|ip|nics\[0\]\.ip)$/;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A name that says where it came from until somebody thinks of a better one. */
const nameFor = ({ mac }: Sighting): string => `new-${mac.replaceAll(':', '').slice(-6)}`;

function Adopt({ sighting, onClose }: { readonly sighting: Sighting; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const [, go] = useLocation();
  const [hostname, setHostname] = useState(nameFor(sighting));
  const [ip, setIp] = useState(sighting.ip ?? '');
  const adopting = useMutation({
    mutationFn: () =>
      ask(
        api.POST('/api/v1/sightings/{mac}/adopt', {
          params: { path: { mac: sighting.mac } },
          body: { hostname: hostname.trim(), ...(ip.trim() !== '' && { ip: ip.trim() }) },
        }),
      ),
    onSuccess: async (machine) => {
      await queries.invalidateQueries({ queryKey: ['sightings'] });
      void queries.invalidateQueries({ queryKey: ['machines'] });
      go(`/machines/${machine.id}`);
    },
  });
  return (
    <Modal opened onClose={onClose} title={`Adopt ${sighting.mac}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Form
        error={adopting.error}
        shows={SHOWN}
        pending={adopting.isPending}
        submit="Adopt"
        onSubmit={() => adopting.mutate()}
        onCancel={onClose}
      >
        {(errors) => (
          <>
            <TextInput
              label="Name"
              value={hostname}
              error={errors.at('hostname')}
              onChange={(event) => setHostname(event.currentTarget.value)}
              data-autofocus
            />
            <TextInput
              label="Address"
              description="It may be left out: a network in mode pool then gives one."
              classNames={{ input: 'mono' }}
              value={ip}
              error={errors.at('ip') ?? errors.at('nics[0].ip')}
              onChange={(event) => setIp(event.currentTarget.value)}
            />
          </>
        )}
      </Form>
    </Modal>
  );
}

/** Who asked for something and is in no record. */
export function SightingsPage() {
  const mayWrite = useMayWrite();
  const [adopting, setAdopting] = useState<Sighting>();
  const { data, error, refetch } = useQuery({
    queryKey: ['sightings'],
    queryFn: ({ signal }) => ask(api.GET('/api/v1/sightings', { params: { query: { limit: '500' } }, signal })),
    refetchInterval: 5_000,
  });
  return (
    <Page title="Sightings" about="Hardware addresses that asked for something and are not in the inventory">
      {error !== null && <ProblemNote error={error} onRetry={refetch} />}
      {data === undefined && error === null && <Waiting what="the sightings" />}
      {data?.items.length === 0 && (
        <Empty icon="sightings" title="No strangers on the wire">
          Switch a new machine on and let it boot from the network: it appears here within seconds, and one click makes
          it a machine of the inventory. Nothing appears? Then its packets do not arrive: look at the cable, the VLAN,
          and the interfaces under Health.
        </Empty>
      )}
      {data !== undefined && data.items.length > 0 && (
        <Table label="Sightings" columns={['MAC', 'Asked', 'Client', 'Seen', '']}>
          {data.items.map((sighting) => (
            <tr key={sighting.mac}>
              <td className="mono">
                {sighting.mac}
                <small>{sighting.vendor ?? 'maker unknown'}</small>
              </td>
              <td>
                {sighting.what}
                <small>
                  {[sighting.protocol, sighting.interface, sighting.ip].filter((word) => word !== null).join(' · ')}
                </small>
              </td>
              <td>
                {textOf(sighting.detail['architecture'])}
                <small>
                  {textOf(sighting.detail['relay']) === '' ? '' : `relay ${textOf(sighting.detail['relay'])}`}
                </small>
              </td>
              <td>
                {showAge(sighting.lastSeenAt)}
                <small>× {sighting.times}</small>
              </td>
              <td className="act">
                {mayWrite && (
                  <Button size="xs" aria-label={`Adopt ${sighting.mac}`} onClick={() => setAdopting(sighting)}>
                    Adopt
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
      {adopting !== undefined && <Adopt sighting={adopting} onClose={() => setAdopting(undefined)} />}
    </Page>
  );
}
