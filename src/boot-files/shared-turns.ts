interface Turn<Answer> {
  readonly current: Promise<Answer>;
  next: Promise<Answer> | undefined;
}

/** While many ask, the next answer is looked for after this time, milliseconds: so long more of them come to share it. */
const GATHERING = 2;

/**
 * Questions that many ask at once, such as what a name leads to: under each key one is answered at a time, and all who
 * come meanwhile share the next answer. So nobody gets an answer that is older than the question.
 */
export class SharedTurns<Answer> {
  private readonly turns = new Map<string, Turn<Answer>>();

  ask(key: string, find: () => Promise<Answer>): Promise<Answer> {
    const turn = this.turns.get(key);
    if (turn === undefined) return this.begin(key, find);
    if (turn.next === undefined) {
      const gather = (): Promise<Answer> =>
        new Promise((resolve) => setTimeout(() => resolve(this.begin(key, find)), GATHERING));
      turn.next = turn.current.then(gather, gather);
    }
    return turn.next;
  }

  private begin(key: string, find: () => Promise<Answer>): Promise<Answer> {
    const turn: Turn<Answer> = { current: find(), next: undefined };
    this.turns.set(key, turn);
    const over = (): void => {
      if (turn.next === undefined) this.turns.delete(key);
    };
    turn.current.then(over, over);
    return turn.current;
  }
}
