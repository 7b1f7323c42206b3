/**
 * Who gets a RARP reply, and when. `standard`: every machine of the inventory, at once. `solaris`, as in.rarpd: at once
 * when the machine boots from here, else after three seconds, so that its real boot server wins; ARP requests in RARP
 * frames are answered. `bsd`, as rarpd: only for the machine itself, and only when it boots from here.
 */
export const RARP_PROFILES = ['standard', 'solaris', 'bsd'] as const;
export type RarpProfile = (typeof RARP_PROFILES)[number];

/** Are there virtual machines on a network, whose hosts announce them with frames that look like RARP requests? */
export const VIRTUAL_MACHINES = ['some', 'none', 'all'] as const;
export type VirtualMachines = (typeof VIRTUAL_MACHINES)[number];

/** What a network says about RARP. */
export interface RarpBehaviour {
  readonly profile: RarpProfile;
  readonly virtualMachines: VirtualMachines;
}

export const DEFAULT_RARP_BEHAVIOUR: RarpBehaviour = { profile: 'standard', virtualMachines: 'some' };
