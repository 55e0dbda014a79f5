/** Left out of TypeScript's library: gives a value that JSON.stringify writes as it is. */
type ExactJson = typeof JSON & { rawJSON(text: string): unknown };

type Change = (value: unknown) => unknown;

/** JSON of what `parseJsonExactly` gave: a bigint as its digits. `change` makes other values of those within. */
export const exactJson = (json: unknown, change: Change = (value) => value): string =>
  JSON.stringify(json, (_, value: unknown) =>
    typeof value === "bigint" ? (JSON as ExactJson).rawJSON(String(value)) : change(value),
  );
