import type { Connection } from "#db/client.ts";
import { dataVersion } from "#db/data-version.ts";
import type { Claim } from "#lib/data-folder/claim.ts";

type Parts = {
  connection: Connection;
  claim: Claim;
  /** Another process, such as the command line, wrote: what is cached is out of date. */
  onWrite: () => void;
  /** Another process asks whether this one lives. */
  onQuestion: () => void;
};

const LOOK_MS = 1_000;

/** Notices what other processes write to the database. */
export class OtherWriters {
  readonly #parts: Parts;
  #dataVersion = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Looks once a second from now on. This is no chore: if another Tocsin took the database over, the throw
   * must end the process.
   */
  begin(): void {
    this.#dataVersion = dataVersion(this.#parts.connection.db);
    this.#timer = setInterval(() => this.notice(), LOOK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Called in each transaction too. Throws if another Tocsin took the database over. */
  notice(): void {
    const version = dataVersion(this.#parts.connection.db);
    if (version === this.#dataVersion) return;
    const { connection, claim, onWrite, onQuestion } = this.#parts;
    claim.check(connection.db);
    this.#dataVersion = version;
    if (claim.isAsked(connection.db)) onQuestion();
    onWrite();
  }
}
