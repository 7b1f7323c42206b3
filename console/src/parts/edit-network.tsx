import { ActionIcon, Button, Checkbox, Modal, Select, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, type Network } from '../client/api';
import { useProfiles } from '../client/queries';
import type { FieldErrors } from './field-errors';
import { FILE_KINDS } from './file-kinds';
import { Form } from './form';
import { Icon } from './icon';
import {
  draftOfNetwork,
  inputOfNetwork,
  NEW_NETWORK,
  patchOfNetwork,
  writtenOptions,
  type NetworkDraft,
  type RangeDraft,
} from './network-draft';
import { PairRows } from './pair-rows';
import './rows.css';

/** The fields that show their own errors, by the names that REST gives them. */
const SHOWN =
  /^(name|cidr|mode|gateway|pools(\[\d+\](\.(from|to))?)?|dns(\[\d+\])?|domain|leaseSeconds|t[12]Seconds|boot\.(profile|unknownClients|files\.[\w-]+)|interface|sharedNetwork|relays(\[\d+\])?|nextServer|options(\[\d+\].*)?)$/;

const MODES: readonly { readonly value: Network['mode']; readonly label: string }[] = [
  { value: 'known', label: 'known: machines of the inventory, nobody else' },
  { value: 'pool', label: 'pool: these, and everybody else from the pools' },
  { value: 'proxy', label: 'proxy: what to boot, beside another DHCP server' },
  { value: 'shadow', label: 'shadow: only write down what would be said' },
  { value: 'off', label: 'off: silence' },
];

interface FieldsProps {
  readonly draft: NetworkDraft;
  readonly errors: FieldErrors;
  readonly onChange: (part: Partial<NetworkDraft>) => void;
}

function Pools({ draft: { pools }, errors, onChange }: FieldsProps) {
  const change = (at: number, part: Partial<RangeDraft>): void =>
    onChange({ pools: pools.map((range, index) => (index === at ? { ...range, ...part } : range)) });
  const whole = errors.at('pools');
  return (
    <fieldset className="rows">
      <legend>Pools</legend>
      <p className="rows-hint">Addresses for clients that are in no record; used in mode pool.</p>
      {pools.map(({ from, to }, at) => (
        <div key={at} className="row">
          <TextInput
            aria-label={`First address of pool ${at + 1}`}
            placeholder="192.168.0.200"
            classNames={{ input: 'mono' }}
            value={from}
            error={errors.at(`pools[${at}].from`) ?? errors.at(`pools[${at}]`)}
            onChange={(event) => change(at, { from: event.currentTarget.value })}
          />
          <TextInput
            aria-label={`Last address of pool ${at + 1}`}
            placeholder="192.168.0.230"
            classNames={{ input: 'mono' }}
            value={to}
            error={errors.at(`pools[${at}].to`)}
            onChange={(event) => change(at, { to: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={`Remove pool ${at + 1}`}
            onClick={() => onChange({ pools: pools.filter((_, index) => index !== at) })}
          >
            <Icon name="trash" />
          </ActionIcon>
        </div>
      ))}
      {whole !== undefined && (
        <p className="rows-error" role="alert">
          {whole}
        </p>
      )}
      <Button
        variant="default"
        size="xs"
        leftSection={<Icon name="plus" size={14} />}
        onClick={() => onChange({ pools: [...pools, { from: '', to: '' }] })}
      >
        Add a pool
      </Button>
    </fieldset>
  );
}

function Wire({ draft, errors, onChange }: FieldsProps) {
  return (
    <>
      <TextInput
        label="Interface"
        description="Left out: the one that has an address in the network"
        placeholder="eth1"
        value={draft.interface}
        error={errors.at('interface')}
        onChange={(event) => onChange({ interface: event.currentTarget.value })}
      />
      <TextInput
        label="Shared network"
        description="Networks with the same name here are on one wire"
        value={draft.sharedNetwork}
        error={errors.at('sharedNetwork')}
        onChange={(event) => onChange({ sharedNetwork: event.currentTarget.value })}
      />
      <TextInput
        label="Relays outside of it"
        description="Addresses (giaddr) whose clients live here, with commas between"
        classNames={{ input: 'mono' }}
        value={draft.relays}
        error={errors.within('relays')}
        onChange={(event) => onChange({ relays: event.currentTarget.value })}
      />
      <TextInput
        label="TFTP server"
        description="Left out: this appliance"
        classNames={{ input: 'mono' }}
        value={draft.nextServer}
        error={errors.at('nextServer')}
        onChange={(event) => onChange({ nextServer: event.currentTarget.value })}
      />
      <Checkbox
        label="Authoritative: clients that ask for a wrong address are told so at once"
        checked={draft.authoritative}
        onChange={(event) => onChange({ authoritative: event.currentTarget.checked })}
      />
    </>
  );
}

function Boot({ draft, errors, onChange }: FieldsProps) {
  const profiles = useProfiles();
  return (
    <>
      <Select
        label="Profile"
        description="For machines that name none, and whose labels select none"
        data={[
          { value: '', label: 'none' },
          ...(profiles.data ?? []).map(({ name }) => ({ value: name, label: name })),
        ]}
        value={draft.profile}
        error={errors.at('boot.profile')}
        onChange={(profile) => onChange({ profile: profile ?? '' })}
        allowDeselect={false}
      />
      <PairRows
        legend="Boot files"
        hint="For machines that name none: by kind of client, else the default"
        keyName="Kind of client"
        valueName="Boot file"
        keys={FILE_KINDS}
        placeholder="pxelinux.0"
        add="Add a boot file"
        pairs={draft.files}
        errorAt={(kind) => errors.at(`boot.files.${kind}`)}
        onChange={(files) => onChange({ files })}
      />
      <Checkbox
        label="Clients that are in no record may boot too"
        checked={draft.unknownClients}
        error={errors.at('boot.unknownClients')}
        onChange={(event) => onChange({ unknownClients: event.currentTarget.checked })}
      />
    </>
  );
}

/** What most boot networks set; any code can be typed. */
const USUAL_OPTIONS = ['42', '43', '121', '128', '150', '175', '209', '210'];

function Options({ draft, errors, onChange }: FieldsProps) {
  const errorAt = (code: string): string | undefined =>
    writtenOptions(draft)
      .map(({ key }, at) => (key === code ? errors.within(`options[${at}]`) : undefined))
      .find((error) => error !== undefined);
  return (
    <PairRows
      legend="DHCP options"
      hint={
        'An address, a number, a text, by what the option is; octets as “hex 0104…”; PXE’s tags of option 43 as {"discovery control": 8, "menu": ["15 Install"]}'
      }
      keyName="Option"
      valueName="Value of option"
      keys={USUAL_OPTIONS}
      placeholder="10.79.0.1"
      add="Add an option"
      pairs={draft.options}
      errorAt={errorAt}
      onChange={(options) => onChange({ options })}
    />
  );
}

function Fields(props: FieldsProps) {
  const { draft, errors, onChange } = props;
  return (
    <>
      <TextInput
        label="Name"
        placeholder="lab"
        value={draft.name}
        error={errors.at('name')}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
        data-autofocus
      />
      <TextInput
        label="CIDR"
        description="The network’s address and the length of its prefix"
        placeholder="192.168.0.0/24"
        classNames={{ input: 'mono' }}
        value={draft.cidr}
        error={errors.at('cidr')}
        onChange={(event) => onChange({ cidr: event.currentTarget.value })}
      />
      <Select
        label="Mode"
        description="Who is answered here"
        data={MODES}
        value={draft.mode}
        error={errors.at('mode')}
        onChange={(mode) => onChange({ mode: mode ?? draft.mode })}
        allowDeselect={false}
      />
      <TextInput
        label="Gateway"
        placeholder="192.168.0.1"
        classNames={{ input: 'mono' }}
        value={draft.gateway}
        error={errors.at('gateway')}
        onChange={(event) => onChange({ gateway: event.currentTarget.value })}
      />
      <Pools {...props} />
      <TextInput
        label="Name servers"
        description="With commas between"
        placeholder="192.168.0.1"
        classNames={{ input: 'mono' }}
        value={draft.dns}
        error={errors.within('dns')}
        onChange={(event) => onChange({ dns: event.currentTarget.value })}
      />
      <TextInput
        label="Domain"
        placeholder="lab.example"
        value={draft.domain}
        error={errors.at('domain')}
        onChange={(event) => onChange({ domain: event.currentTarget.value })}
      />
      <TextInput
        label="Lease, in seconds"
        inputMode="numeric"
        value={draft.leaseSeconds}
        error={errors.at('leaseSeconds') ?? errors.at('t1Seconds') ?? errors.at('t2Seconds')}
        onChange={(event) => onChange({ leaseSeconds: event.currentTarget.value })}
      />
      <details className="more">
        <summary>What its machines boot</summary>
        <div className="form">
          <Boot {...props} />
        </div>
      </details>
      <details className="more">
        <summary>More DHCP options</summary>
        <div className="form">
          <Options {...props} />
        </div>
      </details>
      <details className="more">
        <summary>Its wire, and its relays</summary>
        <div className="form">
          <Wire {...props} />
        </div>
      </details>
    </>
  );
}

interface EditNetworkProps {
  /** The record with its tag; undefined: a new one. */
  readonly edited: { readonly network: Network; readonly tag: string | undefined } | undefined;
  readonly onClose: () => void;
}

/** A network, new or changed; what somebody else changed meanwhile is told and not overwritten. */
export function EditNetwork({ edited, onClose }: EditNetworkProps) {
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => (edited === undefined ? NEW_NETWORK : draftOfNetwork(edited.network)));
  const saving = useMutation({
    mutationFn: (): Promise<Network> =>
      edited === undefined
        ? ask(api.POST('/api/v1/networks', { body: inputOfNetwork(draft) }))
        : ask(
            api.PATCH('/api/v1/networks/{id}', {
              params: { path: { id: edited.network.id } },
              body: patchOfNetwork(draft, edited.network),
              ...(edited.tag !== undefined && { headers: { 'if-match': edited.tag } }),
            }),
          ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['networks'] });
      onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={edited === undefined ? 'Add a network' : `Edit ${edited.network.name}`}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Form
        error={saving.error}
        shows={SHOWN}
        pending={saving.isPending}
        submit={edited === undefined ? 'Add' : 'Save'}
        onSubmit={() => saving.mutate()}
        onCancel={onClose}
      >
        {(errors) => (
          <Fields draft={draft} errors={errors} onChange={(part) => setDraft((before) => ({ ...before, ...part }))} />
        )}
      </Form>
    </Modal>
  );
}
