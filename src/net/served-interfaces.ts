import { chooseInterfaces } from './choose-interfaces.js';
import { diffInterfaces } from './interface-diff.js';
import type { Link } from './link.js';
import type { InterfaceChange, NetworkInterface } from './net.port.js';

/** The interfaces that a `Net` serves, kept true by `update`; tells its listeners and says what is waited for. */
export class ServedInterfaces {
  readonly #wanted: readonly string[] | undefined;
  readonly #report: (sentence: string) => void;
  readonly #listeners = new Set<(change: InterfaceChange) => void>();
  #current: readonly NetworkInterface[] = [];
  #said = new Map<string, string>();
  #saidOthers = '';
  #saidNone = false;

  readonly #onlyOne: boolean;

  /** `onlyOne`: the adapter can serve a single interface; it stays with the one it began with while that is there. */
  constructor(wanted: readonly string[] | undefined, report: (sentence: string) => void, onlyOne = false) {
    this.#wanted = wanted;
    this.#report = report;
    this.#onlyOne = onlyOne;
  }

  get current(): readonly NetworkInterface[] {
    return this.#current;
  }

  listen(listener: (change: InterfaceChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes the host's links as they are now. `apply` hears of a change before the listeners do. */
  update(links: readonly Link[], apply: (change: InterfaceChange) => void): void {
    const choice = chooseInterfaces(links, this.#wanted);
    const { now, change } = diffInterfaces(this.#current, this.#onlyOne ? this.#pickOne(choice.serve) : choice.serve);
    this.#current = now;
    this.#sayWhoIsMissing(choice.left);
    this.#sayWhenNoneIsServed(choice.left);
    if (change === undefined) return;
    apply(change);
    for (const listener of [...this.#listeners]) {
      try {
        listener(change);
      } catch (error) {
        this.#report(`an error of ours while following the interfaces: ${String(error)}`);
      }
    }
  }

  #pickOne(links: readonly Link[]): readonly Link[] {
    const kept = links.find(({ name }) => name === this.#current[0]?.name) ?? links[0];
    const others = links.filter((link) => link !== kept).map(({ name }) => name);
    const sentence = `interfaces not served: ${others.join(', ')}`;
    if (others.length > 0 && this.#saidOthers !== sentence) this.#report(sentence);
    this.#saidOthers = sentence;
    return kept === undefined ? [] : [kept];
  }

  #sayWhenNoneIsServed(left: ReadonlyMap<string, string>): void {
    const none = this.#wanted === undefined && this.#current.length === 0;
    if (none && !this.#saidNone) {
      const reasons = [...left].map(([name, reason]) => `${name} ${reason}`).join(', ');
      this.#report(
        `no interface to serve${reasons === '' ? '' : ` (${reasons})`}; plug one in, set one up (ip link set NAME up), ` +
          'or name some in REVEILLE_INTERFACES',
      );
    }
    this.#saidNone = none;
  }

  #sayWhoIsMissing(left: ReadonlyMap<string, string>): void {
    const missing = new Map<string, string>();
    for (const name of this.#wanted ?? []) {
      const reason = left.get(name);
      if (reason === undefined) continue;
      missing.set(name, reason);
      if (this.#said.get(name) !== reason) {
        this.#report(`interface ${name} (REVEILLE_INTERFACES) ${reason}; it is served as soon as it is there and up`);
      }
    }
    this.#said = missing;
  }
}
