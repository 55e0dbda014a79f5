import { PLACEHOLDER, placeholdersOf } from "#lib/domain/placeholder.ts";
import { fillIn, splitUrl } from "./sent-url.ts";

const DOT_SEGMENT =
  "This value makes a path segment . or .. in the URL, which leads to another path: enter it without dots.";
const ENDS_PATH = "The ? in this value ends the path too early: write it as %3F.";

/** A path segment that URL parsers remove. */
const DOTS = /^(?:\.|%2e){1,2}$/i;

/**
 * The values that lead to another path than the URL shows, with the reason for each: a value that makes a dot
 * segment (plain, percent-encoded or together with the text beside it), or one that ends the path. The
 * filled-in URL must have exactly the segments of the masked URL plus those within the values.
 * @param masked as `asSent` writes it
 * @example [...segmentFaults("https://a/{{T}}", new Map([["T", ".."]])).keys()] gives ["T"]
 */
export function segmentFaults(masked: string, values: ReadonlyMap<string, string>): Map<string, string> {
  const faults = new Map<string, string>();
  const filled = new Map([...placeholdersOf(masked)].map((name) => [name, "x"]));
  for (const name of filled.keys()) {
    filled.set(name, values.get(name) ?? "x");
    const fault = faultOfPath(masked, filled);
    if (fault === null) continue;
    faults.set(name, fault);
    filled.set(name, "x");
  }
  return faults;
}

function faultOfPath(masked: string, values: ReadonlyMap<string, string>): string | null {
  const path = pathOf(splitUrl(fillIn(masked, values)).rest);
  if (path.split("/").some((segment) => DOTS.test(segment))) return DOT_SEGMENT;
  const shown = pathOf(splitUrl(masked).rest);
  const filledIn = [...shown.matchAll(PLACEHOLDER)].map(([, name = ""]) => values.get(name) ?? "");
  const ending = filledIn.findIndex((value) => value.includes("?"));
  // Values after the first ? are in the query.
  const inPath = ending === -1 ? filledIn : filledIn.slice(0, ending + 1);
  const expected = inPath.reduce((sum, value) => sum + slashes(pathOf(value)), slashes(shown));
  return slashes(path) === expected ? null : ENDS_PATH;
}

const pathOf = (rest: string): string => rest.split("?", 1)[0] ?? "";

const slashes = (text: string): number => text.split("/").length - 1;
