import type { Secret } from "#lib/domain/secret.ts";
import type { Logger } from "#lib/log.ts";
import { isSealedByRing, type KeyRing, open, type SealedPlace, seal } from "#lib/seal.ts";

/** The key ring of a running engine. A rotation in another process may replace it at any time. */
export class LiveRing {
  readonly #read: () => KeyRing;
  readonly #log: Logger;
  #ring: KeyRing;

  /** Throws what `read` throws: nothing can start without keys. */
  constructor(read: () => KeyRing, log: Logger) {
    this.#read = read;
    this.#log = log;
    this.#ring = read();
  }

  seal(secret: Secret, place: SealedPlace): Buffer {
    return seal(this.#ring, secret, place);
  }

  /**
   * Reads the ring again if it does not know the key: a running rotation may have sealed this with a new one.
   */
  open(envelope: Buffer, place: SealedPlace): Secret {
    if (!isSealedByRing(this.#ring, envelope)) this.reread();
    return open(this.#ring, envelope, place);
  }

  /** Reads the key file again. If that fails, the old keys stay, so that deliveries go on. */
  reread(): void {
    try {
      const ring = this.#read();
      if (!ring[0].id.equals(this.#ring[0].id))
        this.#log.info("the keys were rotated: the new one seals from now on");
      this.#ring = ring;
    } catch (error) {
      this.#log.error({ err: error }, "the key file can't be read: going on with the keys read before");
    }
  }
}
