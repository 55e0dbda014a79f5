/** What is wrong with a document, and where: line and column from 1, the path as in `channels[2].auth.token`. */
export type ConfigFault = { line: number; column: number; path: string; message: string };

/** A document can't be used. All its faults are told at once. */
export class ConfigFaults extends Error {
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    super(faults.map(({ line, column, message }) => `${line}:${column}: ${message}`).join("\n"));
    this.name = "ConfigFaults";
    this.faults = faults;
  }
}
