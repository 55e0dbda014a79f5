import type { z } from "zod";
import { formatPath } from "#lib/domain/issues.ts";
import type { ConfigDocument } from "./document.ts";
import { configDocumentSchema } from "./document-schema.ts";
import { type ConfigFault, ConfigFaults } from "./fault.ts";
import { openUrls } from "./open-url.ts";
import { plainReferences } from "./plain-reference.ts";
import { keepSaved, type SecretPlace, secretPlaces } from "./secret-place.ts";
import { type SecretReference, secretReference } from "./secret-reference.ts";
import { readYaml, type YamlText } from "./yaml-text.ts";

/** A document as it was read, with the values of its secrets, and where its parts stand. */
export type ReadDocument = {
  document: ConfigDocument;
  placeOf: YamlText["placeOf"];
  /** What is no fault, but is probably not meant. */
  warnings: ConfigFault[];
};

/** The value of a secret that is not in the document. Throws an Error whose message says why there is none. */
export type LookUp = (reference: Exclude<SecretReference, { from: "saved" }>) => string;

/** A fault whose place is not known yet. */
export type FaultAt = { path: PropertyKey[]; message: string };

/**
 * Reads a document and the secrets that it refers to. Throws ConfigFaults with all faults of its notation, or else
 * with all others, secrets without a value among them.
 */
export function readDocument(text: string, lookUp: LookUp): ReadDocument {
  const { value, placeOf } = readYaml(text);
  const secrets = secretPlaces(value);
  const warnings = placed(plainReferences(value, secrets), placeOf);
  const ofSecrets = secrets.flatMap((place) => fill(place, lookUp));
  const { error, data } = configDocumentSchema.safeParse(value);
  const others =
    error === undefined ? openUrls(data) : error.issues.flatMap((issue) => faultsOf(issue, value));
  const faults = [...ofSecrets, ...others];
  if (faults.length > 0) throw new ConfigFaults(placed(faults, placeOf));
  return { document: value as ConfigDocument, placeOf, warnings };
}

/**
 * Puts a secret's value where its reference stood, or says there that it is saved. What is at fault counts as
 * saved, so that it is told once.
 */
function fill(place: SecretPlace, lookUp: LookUp): FaultAt[] {
  const { holder, member, path, none } = place;
  if (Object.hasOwn(holder, "saved"))
    return [{ path: [...path.slice(0, -1), "saved"], message: `Write "${member}: saved" in place of this.` }];
  const given = holder[member];
  if (given === undefined || given === none) return [];
  const reference = typeof given === "string" ? secretReference(given) : null;
  try {
    if (reference === null) throw new Error(IN_THE_OPEN);
    if (reference.from === "saved") keepSaved(place);
    else holder[member] = lookUp(reference);
    return [];
  } catch (error) {
    keepSaved(place);
    return [{ path, message: error instanceof Error ? error.message : String(error) }];
  }
}

const IN_THE_OPEN = `A secret is not written in the document itself: write \${NAME} for a variable of the environment, \${file:PATH} for a file, or saved to keep what is saved.`;

function faultsOf(issue: z.core.$ZodIssue, document: unknown): FaultAt[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      message: `"${key}" is not known here: check its spelling, or leave it out.`,
    }));
  const given = issue.path.reduce<unknown>((value, step) => Object(value)[step], document);
  return [{ path: issue.path, message: messageOf(issue, given) }];
}

/** What the schemas say of JSON, in the words of YAML. */
function messageOf(issue: z.core.$ZodIssue, given: unknown): string {
  const isBare = issue.code === "invalid_type" && issue.expected === "string" && isBareScalar(given);
  if (isBare) return `Put ${given} in quotes: text is expected here.`;
  return issue.message.replace("a JSON object", "a map of members");
}

/** What YAML takes for a number or a truth value, though its writer may have meant text. */
const isBareScalar = (value: unknown): boolean => typeof value === "number" || typeof value === "boolean";

/** Each fault once, in the order of the text. */
function placed(faults: readonly FaultAt[], placeOf: YamlText["placeOf"]): ConfigFault[] {
  const all = faults.map(({ path, message }) => ({
    ...placeOf(formatPath(path)),
    path: formatPath(path),
    message,
  }));
  const once = new Map(all.map((fault) => [`${fault.path}: ${fault.message}`, fault]));
  return [...once.values()].sort((a, b) => a.line - b.line || a.column - b.column);
}
