/** How far an installation (mode `once`) may go on its own. Set on a profile, and on a machine, which wins. */
export interface InstallRules {
  /** How often the installer may be started before the machine boots from its disk without having reported. */
  readonly attempts: number;
  /** Minutes after which an installation that was never started is given up. */
  readonly ttlMinutes: number;
  /** Minutes without a word from a started installer after which the operator is told. */
  readonly reportMinutes: number;
}
