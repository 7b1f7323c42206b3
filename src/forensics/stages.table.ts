/** The steps of a boot, in the order in which a machine takes them. No machine takes all. */
export const STAGES = [
  'asked',
  'offered',
  'requested',
  'acknowledged',
  'boot-server',
  'size-probe',
  'loader-opened',
  'loader-fetched',
  'second-dhcp',
  'bootparams',
  'script',
  'kernel',
  'initrd',
  'installer',
  'done',
] as const;
export type Stage = (typeof STAGES)[number];

interface StageRow {
  /** What has happened, for the operator. */
  readonly words: string;
  /** How long after the step before it a healthy client takes this one, at most. */
  readonly healthySeconds: number;
  /** How long we wait for a next step after this one before we say that the boot stands still. */
  readonly patienceSeconds: number;
  /** What should come next, for the operator. */
  readonly next: string;
}

const row = (words: string, healthySeconds: number, patienceSeconds: number, next: string): StageRow => ({
  words,
  healthySeconds,
  patienceSeconds,
  next,
});

/** Times of ROMs: PXE 2.1 §2.2.4 (4, 8, 16, 32 s between questions), TFTP opens 6 times 4 s; loaders take their time. */
export const STAGE_TABLE: Readonly<Record<Stage, StageRow>> = {
  asked: row('asked for an address', 0, 30, 'an answer'),
  offered: row('was offered an address or a boot file', 1, 70, 'its REQUEST'),
  requested: row('asked for the address it was offered', 10, 30, 'an acknowledgement'),
  acknowledged: row('has its address', 1, 60, 'its request for the boot file'),
  'boot-server': row('was told its boot file on port 4011', 10, 60, 'its request for the boot file'),
  'size-probe': row('asked how large the boot file is', 10, 60, 'the boot file itself'),
  'loader-opened': row('opened its boot loader', 10, 120, 'the end of the transfer'),
  'loader-fetched': row('has its boot loader', 60, 180, 'a sign that the loader runs'),
  'second-dhcp': row('asked again, from its loader or system', 60, 120, 'the next file'),
  bootparams: row('asked for its bootparams', 120, 300, 'its root by NFS, which is not seen here'),
  script: row('read its boot configuration', 60, 180, 'the kernel'),
  kernel: row('fetched its kernel', 300, 600, 'the initrd or the running system'),
  initrd: row('fetched its initrd', 300, 600, 'the running system'),
  installer: row('the installer reported', 900, 7200, 'the next report of the installer'),
  done: row('the installation is done', 7200, 0, 'nothing more'),
};
