/** Collects things that arrive one by one, so that tests can wait until enough have arrived. */
export class Arrivals<T> {
  readonly all: T[] = [];
  #waiting = new Set<() => void>();

  add(one: T): void {
    this.all.push(one);
    for (const look of [...this.#waiting]) look();
  }

  /**
   * Resolves as soon as `done` returns true for everything that has arrived. Rejects after `timeoutMs` with `what`
   * and the number of arrivals.
   */
  waitFor(done: (all: readonly T[]) => boolean, what: string, timeoutMs = 10_000): Promise<T[]> {
    return new Promise((resolve, reject) => {
      const settle = (outcome: () => void) => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        outcome();
      };
      const look = () => {
        try {
          if (done(this.all)) settle(() => resolve([...this.all]));
        } catch (error) {
          settle(() => reject(error));
        }
      };
      const late = () =>
        settle(() => reject(new Error(`Waited ${timeoutMs} ms for ${what}; ${this.all.length} arrived.`)));
      const timer = setTimeout(late, timeoutMs);
      this.#waiting.add(look);
      look();
    });
  }
}
