import type { Connection } from "#db/client.ts";
import type { Claim } from "./claim.ts";

type Parts = {
  connection: Connection;
  claim: Claim;
  /** Another process, such as the command line, has written: what is cached is out of date. */
  onWrite: () => void;
  /** Another process asks whether this one still runs. */
  onQuestion: () => void;
};

/** Notices what other processes write to the database. */
export class OtherWriters {
  readonly #parts: Parts;
  #dataVersion = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Starts noticing writes. */
  begin(): void {
    this.#dataVersion = this.#readDataVersion();
  }

  /** Runs once a second and in each transaction. Throws if another Tocsin took the database over. */
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
