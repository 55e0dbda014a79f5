import { nameKey } from "#lib/domain/text.ts";

/**
 * The name, with a number if it is taken. Case doesn't matter.
 *
 * Example: "Grafana" beside ["grafana", "Grafana 2"] → "Grafana 3"
 */
export function freeName(name: string, taken: readonly string[]): string {
  const keys = new Set(taken.map(nameKey));
  let free = name;
  for (let number = 2; keys.has(nameKey(free)); number++) free = `${name} ${number}`;
  return free;
}
