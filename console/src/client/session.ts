const KEY = 'reveille-token';

type Listener = () => void;
const listeners = new Set<Listener>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** The token of this browser tab, or the one that the browser was asked to keep; null when nobody is signed in. */
export function readToken(): string | null {
  return sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY);
}

/** `keep`: also after the browser is closed. */
export function signIn(token: string, keep: boolean): void {
  (keep ? localStorage : sessionStorage).setItem(KEY, token);
  tell();
}

export function signOut(): void {
  sessionStorage.removeItem(KEY);
  localStorage.removeItem(KEY);
  tell();
}

/** Tells of signing in and out; gives what ends that. */
export function watchSession(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
