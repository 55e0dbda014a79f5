import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { ConfigDocument } from "#lib/domain/config/document.ts";
import { type ConfigFault, ConfigFaults } from "#lib/domain/config/fault.ts";
import { placeInDocument } from "#lib/domain/config/issue-place.ts";
import { type LookUp, type ReadDocument, readDocument } from "#lib/domain/config/read-document.ts";
import { TEXT_MAX } from "#lib/domain/config/yaml-text.ts";
import { AppError } from "#lib/domain/errors.ts";
import { ISSUES_MAX } from "#lib/domain/issues.ts";
import { visibleLines } from "#lib/domain/visible-text.ts";
import { environmentVariable } from "#lib/env.ts";
import { readSecretFile } from "#lib/env-file.ts";
import { CliError } from "./run.ts";

/** A document that was read from a file, with the values of its secrets. */
export type DocumentFile = {
  document: ConfigDocument;
  /** Of the text: another document has another one. */
  hash: string;
  /** Runs `work`. Tells what it refuses in the document with the places in the file. */
  orPlaced<T>(work: () => Promise<T>): Promise<T>;
};

const STDIN = 0;

/** The longest document that is read, if its characters are of the Basic Multilingual Plane. */
const BYTES_MAX = 3 * TEXT_MAX;
const MAX_MB = BYTES_MAX / 1_000_000;
const CHUNK_BYTES = 64 * 1_024;

/** Reads the document of a file, `-` for standard input. Throws CliError with all its faults. */
export function readDocumentFile(file: string): DocumentFile {
  const text = textOf(file);
  const name = file === "-" ? "stdin" : file;
  const read = orTell(name, () => readDocument(text, lookUpFrom(file === "-" ? "." : dirname(file))));
  if (read.warnings.length > 0) process.stderr.write(`${visibleLines(linesOf(name, read.warnings))}\n`);
  return {
    document: read.document,
    hash: createHash("sha256").update(text).digest("hex"),
    orPlaced: async (work) => {
      try {
        return await work();
      } catch (error) {
        throw withPlaces(error, name, read);
      }
    },
  };
}

function textOf(file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytesOf(file));
  } catch (error) {
    if (error instanceof CliError) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    const why = error instanceof TypeError ? "it is not UTF-8 text" : code;
    throw new CliError(`The document "${file}" can't be read: ${why}.`);
  }
}

/** Up to the limit, because the file may be a pipe without an end. */
function bytesOf(file: string): Buffer {
  const descriptor = file === "-" ? STDIN : openSync(file, "r");
  const chunks: Buffer[] = [];
  try {
    for (let length = 0; ; ) {
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      const read = readSync(descriptor, chunk);
      if (read === 0) return Buffer.concat(chunks);
      length += read;
      if (length > BYTES_MAX)
        throw new CliError(`The document "${file}" is too long: at most ${MAX_MB} MB are read.`);
      chunks.push(chunk.subarray(0, read));
    }
  } finally {
    if (descriptor !== STDIN) closeSync(descriptor);
  }
}

function orTell(name: string, read: () => ReadDocument): ReadDocument {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConfigFaults)) throw error;
    throw new CliError(linesOf(name, error.faults));
  }
}

const linesOf = (name: string, faults: readonly ConfigFault[]): string =>
  joined(faults.map(({ line, column, path, message }) => told(`${name}:${line}:${column}`, path, message)));

/** As many as of a request: of more, mostly one wrong line is the reason. */
function joined(lines: readonly string[]): string {
  const more = lines.length - ISSUES_MAX;
  const rest = more > 0 ? [`${more.toLocaleString("en")} more are not shown.`] : [];
  return [...lines.slice(0, ISSUES_MAX), ...rest].join("\n");
}

/** Relative paths are those of the document's folder. */
const lookUpFrom =
  (folder: string): LookUp =>
  (reference) => {
    if (reference.from === "env") return variable(reference.name);
    const file = resolve(folder, reference.path);
    try {
      return readSecretFile(file);
    } catch (error) {
      throw new Error(`The file ${file} ${error instanceof Error ? error.message : String(error)}.`);
    }
  };

/** An empty variable is mostly one that was forgotten where the document is applied. */
function variable(name: string): string {
  const value = environmentVariable(name);
  if (value) return value;
  const fault = value === undefined ? "is not set" : "is empty";
  throw new Error(`The variable ${name} ${fault}: give it its value, or write saved to keep what is saved.`);
}

function withPlaces(error: unknown, name: string, { document, placeOf }: ReadDocument): unknown {
  const cause = error instanceof CliError ? error.cause : undefined;
  if (!(cause instanceof AppError) || cause.issues.length === 0) return error;
  const lines = cause.issues.map(({ path, message }) => {
    const inText = placeInDocument(document, path);
    if (inText === null) return told(name, path, message);
    const { line, column } = placeOf(inText);
    return told(`${name}:${line}:${column}`, path, message);
  });
  return new CliError(joined(lines));
}

const told = (place: string, path: string, message: string): string =>
  path === "" ? `${place}: ${message}` : `${place}: ${path}: ${message}`;
