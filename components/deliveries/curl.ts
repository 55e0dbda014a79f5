import type { DeliveryDetail } from "#lib/domain/delivery/delivery.ts";

/**
 * The request as a command for a POSIX shell, with its secrets masked. `--globoff` keeps curl from
 * interpreting the braces of `{{TOKEN}}`; `--data-raw` keeps it from reading a file if the body begins with
 * `@`.
 */
export function asCurl({ method, url, headers, body }: DeliveryDetail["request"]): string {
  return [
    `curl --globoff -X ${method} ${quoted(url)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(headerLine(name, value))}`),
    `--data-raw ${quoted(body)}`,
  ].join(" \\\n  ");
}

/** curl would drop a header that has nothing after its colon. */
const headerLine = (name: string, value: string): string => (value === "" ? `${name};` : `${name}: ${value}`);

/** Inside single quotes a shell interprets only the closing quote. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
