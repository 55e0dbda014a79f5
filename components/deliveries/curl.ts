import type { DeliveryDetail } from "#lib/domain/delivery/delivery.ts";

/**
 * The request as a command for a POSIX shell, secrets masked as they come. `--globoff` keeps curl from reading
 * the braces of `{{TOKEN}}`, `--data-raw` from reading a file where the body begins with `@`.
 */
export function asCurl({ method, url, headers, body }: DeliveryDetail["request"]): string {
  return [
    `curl --globoff -X ${method} ${quoted(url)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(headerLine(name, value))}`),
    `--data-raw ${quoted(body)}`,
  ].join(" \\\n  ");
}

/** With a colon and nothing after it, curl would leave the header away. */
const headerLine = (name: string, value: string): string => (value === "" ? `${name};` : `${name}: ${value}`);

/** Inside single quotes a shell reads nothing but their end. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
