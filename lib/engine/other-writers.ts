import type { Connection } from "#db/client.ts";
import type { Claim } from "./claim.ts";

type Parts = {
  connection: Connection;
  claim: Claim;
  /** Another process, such as the command line, wrote: what is cached is out of date. */
  onWrite: () => void;
  /** Another process asks whether this one lives. */
  onQuestion: () => void;
};

/** Notices what other processes write to the database. */
export class OtherWriters {
  readonly #parts: Parts;
  #dataVersion = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** From here on what they write is noticed. */
  begin(): void {
    this.#dataVersion = this.#readDataVersion();
  }

  /** Once a second and in each transaction. Throws where another Tocsin took the database over. */
  notice(): void {
    const version = this.#readDataVersion();
    if (version === this.#dataVersion) return;
    const { connection, claim, onWrite, onQuestion } = this.#parts;
    claim.check(connection.db);
    this.#dataVersion = version;
    if (claim.isAsked(connection.db)) onQuestion();
    onWrite();
  }

  #readDataVersion(): number {
    return Number(this.#parts.connection.sqlite.pragma("data_version", { simple: true }));
  }
}
