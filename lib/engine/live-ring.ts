import type { Secret } from "#lib/domain/secret.ts";
import type { Logger } from "#lib/log.ts";
import { isSealedByRing, type KeyRing, open, type SealedPlace, seal } from "#lib/seal.ts";

/** The key ring of a running engine, which a rotation in another process may replace at any time. */
export class LiveRing {
  readonly #read: () => KeyRing;
  readonly #log: Logger;
  #ring: KeyRing;

  /** Throws what `read` throws: without keys nothing can start. */
  constructor(read: () => KeyRing, log: Logger) {
    this.#read = read;
    this.#log = log;
    this.#ring = read();
  }

  seal(secret: Secret, place: SealedPlace): Buffer {
    return seal(this.#ring, secret, place);
  }

  /** A rotation under way may have sealed this by a key that was not known yet. */
  open(envelope: Buffer, place: SealedPlace): Secret {
    if (!isSealedByRing(this.#ring, envelope)) this.reread();
    return open(this.#ring, envelope, place);
  }

  /** A key file that is gone for a moment must not stop the deliveries that the old ring can still sign. */
  reread(): void {
    try {
      this.#ring = this.#read();
    } catch (error) {
      this.#log.error({ err: error }, "the key file can't be read: going on with the keys read before");
    }
  }
}
