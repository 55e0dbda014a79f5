import { Composer, type Document, isMap, isScalar, isSeq, LineCounter, type Pair } from "yaml";
import { formatPath } from "#lib/domain/issues.ts";
import { type ConfigFault, ConfigFaults } from "./fault.ts";
import { refusedToken, WORDS_MAX, yamlTokens } from "./yaml-tokens.ts";

/** In characters. */
export const TEXT_MAX = 32_000_000;

type Place = { line: number; column: number };

/** The value that a text holds, and where its parts stand. */
export type YamlText = {
  value: unknown;
  /** Where the name of the thing at a path such as `channels[2].auth` stands; if it is missing, what it would be in. */
  placeOf(path: string): Place;
};

/**
 * Reads a text that is one YAML document of maps with text as keys, lists, and scalars. Throws ConfigFaults with
 * all faults of the first step that finds any.
 */
export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const refuse = (offset: number, message: string): never => {
    throw new ConfigFaults([{ ...placeAt(offset), path: "", message }]);
  };
  if (text.length > TEXT_MAX)
    return refuse(
      0,
      `The document is too long: at most ${TEXT_MAX.toLocaleString("en")} characters are read.`,
    );
  const tokens = yamlTokens(text, lines);
  if (tokens === null)
    return refuse(
      0,
      `The document is too large: at most ${WORDS_MAX.toLocaleString("en")} words and signs are read.`,
    );
  const refused = refusedToken(tokens);
  if (refused !== null) return refuse(refused.offset, refused.message);
  const [document, second] = new Composer(OPTIONS).compose(tokens, true, text.length);
  if (second) return refuse(second.range[0], "A second document begins here: only one is read.");
  if (!document?.contents) return refuse(0, "The document is empty: it needs at least one section.");
  return plainValue(document, placeAt);
}

const OPTIONS = { schema: "core", merge: false, uniqueKeys: false, prettyErrors: false } as const;

function plainValue(document: Document.Parsed, placeAt: (offset: number) => Place): YamlText {
  const offsets = new Map<string, number>();
  const [broken] = document.errors;
  if (broken !== undefined) {
    // What follows the first error of a text is mostly its echo.
    const message = `This is not YAML: ${broken.message.replace(/\.$/, "")}.`;
    throw new ConfigFaults([{ ...placeAt(broken.pos[0]), path: "", message }]);
  }
  const faults: ConfigFault[] = [];
  const fault = (offset: number, path: PropertyKey[], message: string) =>
    void faults.push({ ...placeAt(offset), path: formatPath(path), message });

  const valueIn = (node: unknown, path: PropertyKey[], offset: number): unknown => {
    offsets.set(formatPath(path), offset);
    if (isScalar(node)) return node.value;
    if (isSeq(node))
      return node.items.map((item, at) => valueIn(item, [...path, at], offsetOf(item) ?? offset));
    if (!isMap(node)) return null;
    const members = new Map<string, unknown>();
    for (const { key, value } of node.items as Pair[]) {
      const at = offsetOf(key) ?? offset;
      const name = isScalar(key) ? key.value : null;
      if (typeof name !== "string") fault(at, path, "A member's name must be text: put it in quotes.");
      else if (members.has(name)) fault(at, [...path, name], `${name} stands here twice: remove one.`);
      else members.set(name, valueIn(value, [...path, name], at));
    }
    return Object.fromEntries(members);
  };

  const value = valueIn(document.contents, [], offsetOf(document.contents) ?? 0);
  if (faults.length > 0) throw new ConfigFaults(faults);
  return { value, placeOf: (path) => placeAt(nearest(offsets, path)) };
}

const offsetOf = (node: unknown): number | undefined =>
  isScalar(node) || isMap(node) || isSeq(node) ? node.range?.[0] : undefined;

function nearest(offsets: ReadonlyMap<string, number>, path: string): number {
  for (let at = path; at !== ""; at = at.replace(/(?:^|\.)[^.[\]]+$|\[\d+\]$/, "")) {
    const offset = offsets.get(at);
    if (offset !== undefined) return offset;
  }
  return offsets.get("") ?? 0;
}
