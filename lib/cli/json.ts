/** The option of list commands that prints for a program. */
export const JSON_OPTION = ["--json", "print a JSON array, with names and times as in REST"] as const;
export type ListOptions = { json?: true };

export const printJson = (rows: readonly object[]): void => {
  process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
};

/** A time (ms since 1970) as RFC 3339 in UTC, to the millisecond. */
export const moment = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
