/** How sure a finding is: `certain` rests on what we know, `likely` on a pattern, `possible` is worth a look. */
export type Certainty = 'certain' | 'likely' | 'possible';

/**
 * Why a machine cannot boot from here as things stand, whether it has asked or not. The first five are the reasons why a
 * Sun says "Timeout waiting for ARP/RARP packet" for ever (in.rarpd's troubleshooting), in the words of one record
 * instead of /etc/ethers and /etc/hosts.
 */
export type DiagnosisName =
  | 'mac-wrong'
  | 'mac-missing'
  | 'address-wrong'
  | 'address-missing'
  | 'not-serving'
  | 'shim-beside-dhcp'
  | 'wrong-wire'
  | 'address-taken'
  | 'paused'
  | 'boots-from-disk'
  | 'no-boot-file'
  | 'container-network'
  | 'never-heard';

export interface Diagnosis {
  readonly name: DiagnosisName;
  readonly sure: Certainty;
  readonly sentence: string;
  readonly cure: string;
}
