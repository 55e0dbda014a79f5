/** The most that may wait: each may take a second. */
const MOST = 64;
/** The most of one source, so that it leaves room for others. */
const MOST_OF_ONE = 8;

/** What waits, in a queue per source. The sources take turns. */
export class FairQueue<Item> {
  /** The source whose turn is next comes first. None is empty. */
  readonly #queues = new Map<string, Item[]>();
  #size = 0;

  get isEmpty(): boolean {
    return this.#size === 0;
  }

  /** False if too many wait, of this source or in all. */
  add(sourceId: string, item: Item): boolean {
    const queue = this.#queues.get(sourceId) ?? [];
    if (this.#size >= MOST || queue.length >= MOST_OF_ONE) return false;
    this.#queues.set(sourceId, queue);
    queue.push(item);
    this.#size++;
    return true;
  }

  /** The next one; undefined if none waits. */
  take(): Item | undefined {
    for (const [sourceId, queue] of this.#queues) {
      this.#queues.delete(sourceId);
      const item = queue.shift();
      if (queue.length > 0) this.#queues.set(sourceId, queue);
      this.#size--;
      return item;
    }
    return undefined;
  }
}
