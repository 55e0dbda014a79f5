/**
 * Sends all items of one turn of the event loop as one message, so that threads wake each other
 * less often.
 */
export class Outbox<T> {
  readonly #send: (all: T[]) => void;
  #waiting: T[] = [];

  constructor(send: (all: T[]) => void) {
    this.#send = send;
  }

  put(one: T): void {
    if (this.#waiting.push(one) === 1) setImmediate(() => this.#flush());
  }

  #flush(): void {
    const all = this.#waiting;
    this.#waiting = [];
    this.#send(all);
  }
}
