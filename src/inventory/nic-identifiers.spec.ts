import { describe, expect, it } from 'vitest';
import { labMachine } from '../../test/fakes/known-lab.js';
import { InMemoryDirectory } from './in-memory-directory.js';
import { knownNicDetails, type WrittenNicDetails } from './machines/nic-details.js';

const UUID = 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6';

function machine(id: number, details: WrittenNicDetails) {
  const one = labMachine({ id, hostname: `m${id}`, nics: [] });
  return { ...one, nics: [{ mac: undefined, ip: undefined, details: knownNicDetails(details) }] };
}

function directoryOf(...all: readonly WrittenNicDetails[]): InMemoryDirectory {
  const directory = new InMemoryDirectory();
  all.forEach((details, at) => directory.putMachine(machine(at + 1, details)));
  return directory;
}

describe('a machine is found without its MAC', () => {
  it('by client id, in either reading of what the operator wrote', () => {
    const directory = directoryOf({ clientId: '6162' });
    expect(directory.byClientId(Buffer.from('ab'))?.machine.id).toBe(1);
    expect(directory.byClientId(Buffer.from('6162'))?.machine.id).toBe(1);
    expect(directory.byClientId(Buffer.from('abc'))).toBeUndefined();
  });

  it('by UUID', () => {
    expect(directoryOf({ uuid: UUID }).byUuid(UUID)?.machine.id).toBe(1);
  });

  it('by the port of a switch: both ids before each alone', () => {
    const directory = directoryOf(
      { circuitId: 'Gi0/3' },
      { remoteId: 'switch-7' },
      { circuitId: 'Gi0/3', remoteId: 'switch-8' },
    );
    const at = (circuit: string | undefined, remote: string | undefined): number | undefined =>
      directory.byRelayPort(
        circuit === undefined ? undefined : Buffer.from(circuit),
        remote === undefined ? undefined : Buffer.from(remote),
      )?.machine.id;
    expect(at('Gi0/3', 'switch-8')).toBe(3);
    expect(at('Gi0/3', 'switch-9')).toBe(1);
    expect(at('Gi0/9', 'switch-7')).toBe(2);
    expect(at(undefined, 'switch-7')).toBe(2);
    expect(at('Gi0/9', 'switch-8')).toBeUndefined();
    expect(at(undefined, undefined)).toBeUndefined();
  });

  it('no more when the record has changed or is gone', () => {
    const directory = directoryOf({ clientId: 'abc', uuid: UUID, circuitId: 'Gi0/3' });
    directory.putMachine(machine(1, { clientId: 'abd' }));
    expect(directory.byClientId(Buffer.from('abc'))).toBeUndefined();
    expect(directory.byUuid(UUID)).toBeUndefined();
    expect(directory.byRelayPort(Buffer.from('Gi0/3'), undefined)).toBeUndefined();
    directory.removeMachine(1);
    expect(directory.byClientId(Buffer.from('abd'))).toBeUndefined();
  });

  it('and who has an identifier already is told by field', () => {
    const directory = directoryOf({ clientId: 'abc', uuid: UUID, remoteId: 'switch-7' });
    const taken = directory.takenIdentifiers(
      knownNicDetails({ clientId: '0x616263', uuid: UUID, remoteId: 'switch-7' }),
    );
    expect(taken.map(({ field, by }) => `${field} ${by.machine.id}`)).toEqual(['clientId 1', 'uuid 1', 'remoteId 1']);
  });
});
