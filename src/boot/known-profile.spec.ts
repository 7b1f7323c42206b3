import { describe, expect, it } from 'vitest';
import { labMachine, labNetwork, labProfile } from '../../test/fakes/known-lab.js';
import { installRulesOf } from './choose-install-rules.js';
import { chooseProfile } from './choose-profile.js';
import { selectByLabels } from './known-profile.js';

const rack = labProfile({ name: 'rack', matchLabels: { rack: 'r1' } });
const web = labProfile({ name: 'web', matchLabels: { rack: 'r1', role: 'web' } });
const also = labProfile({ name: 'also', matchLabels: { rack: 'r1' } });
const plain = labProfile({ name: 'plain' });

describe('labels select a profile', () => {
  it.each([
    ['all of its labels must be there', { role: 'web' }, [web], undefined],
    ['with the same values', { rack: 'r2' }, [rack], undefined],
    ['a profile without labels selects nobody', {}, [plain], undefined],
    ['more labels win', { rack: 'r1', role: 'web' }, [rack, web, also], 'web'],
    ['among equals the first by name wins, in whatever order they come', { rack: 'r1' }, [rack, also], 'also'],
    ['other labels of the machine do not matter', { rack: 'r1', x: 'y' }, [rack, plain], 'rack'],
  ])('%s', (_, labels, profiles, name) => {
    expect(selectByLabels(labels, profiles)?.name).toBe(name);
    expect(selectByLabels(labels, profiles.toReversed())?.name).toBe(name);
  });
});

describe('the profile that counts', () => {
  it("is the machine's, else the network's", () => {
    expect(chooseProfile(labMachine({ profile: rack }), labNetwork({ profile: web }))).toBe(rack);
    expect(chooseProfile(labMachine(), labNetwork({ profile: web }))).toBe(web);
    expect(chooseProfile(labMachine(), undefined)).toBeUndefined();
  });

  it('gives the rules that the machine does not have, rule by rule', () => {
    const machine = labMachine({
      profile: labProfile({ install: { attempts: 3, ttlMinutes: 60 } }),
      installRules: { ttlMinutes: 5 },
    });
    expect(installRulesOf(machine, undefined)).toEqual({ attempts: 3, ttlMinutes: 5, reportMinutes: 40 });
    expect(installRulesOf(labMachine(), undefined)).toEqual({ attempts: 1, ttlMinutes: 10_080, reportMinutes: 40 });
  });
});
