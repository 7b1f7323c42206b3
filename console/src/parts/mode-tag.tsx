import type { BootMode } from '../client/api';

const TONES: Record<BootMode, string> = { always: 'accent', once: 'warn', local: '', paused: 'bad' };

export const MODES: readonly { readonly value: BootMode; readonly label: string }[] = [
  { value: 'always', label: 'always: from the network' },
  { value: 'once', label: 'once: install, then from its disk' },
  { value: 'local', label: 'local: from its disk' },
  { value: 'paused', label: 'paused: refused everywhere' },
];

export function ModeTag({ mode }: { readonly mode: BootMode }) {
  return <span className={`tag ${TONES[mode]}`}>{mode}</span>;
}
