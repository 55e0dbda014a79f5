import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { type Coding, chooseCoding } from "./negotiate.ts";

/** The folder of scripts/prepare/compress.mjs, below the build's folder. */
const FOLDER = "compressed";

const CODINGS: Record<string, Coding> = { ".br": "br", ".gz": "gzip" };
/** Best first. */
const OFFERED: readonly Coding[] = ["br", "gzip"];

const TYPES: Record<string, string> = {
  ".css": "text/css; charset=UTF-8",
  ".js": "application/javascript; charset=UTF-8",
  ".svg": "image/svg+xml",
};

type Variant = { body: Buffer; etag: string };
type BuiltFile = { type: string; variants: Map<Coding, Variant> };

/**
 * Answers if it has the file in a coding that the client accepts. Otherwise does nothing and returns false.
 */
export type AnswerBuiltFile = (request: IncomingMessage, response: ServerResponse, path: string) => boolean;

/**
 * Answers GET and HEAD for the scripts and styles compressed at build, about 1 MB, from memory. Leaves
 * requests for a range or an uncompressed file to Next.
 */
export function builtFiles(buildFolder: string): AnswerBuiltFile {
  const files = readAll(join(buildFolder, FOLDER));
  return (request, response, path) => {
    const file = files.get(path);
    if (file === undefined || request.headers.range !== undefined) return false;
    if (request.method !== "GET" && request.method !== "HEAD") return false;
    const coding = chooseCoding(request.headers["accept-encoding"], OFFERED);
    const variant = coding === null || coding === "identity" ? undefined : file.variants.get(coding);
    if (variant === undefined) return false;
    answer(request, response, { ...variant, type: file.type, coding: String(coding) });
    return true;
  };
}

function readAll(folder: string): Map<string, BuiltFile> {
  const files = new Map<string, BuiltFile>();
  if (!existsSync(folder)) return files;
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const coding = CODINGS[extname(name)];
    if (coding === undefined) continue;
    const path = `/_next/${name.slice(0, -extname(name).length)}`;
    const file = files.get(path) ?? { type: TYPES[extname(path)] ?? "", variants: new Map() };
    const body = readFileSync(join(folder, name));
    file.variants.set(coding, { body, etag: `"${createHash("sha256").update(body).digest("base64url")}"` });
    files.set(path, file);
  }
  return files;
}

function answer(
  { method, headers }: IncomingMessage,
  response: ServerResponse,
  { body, etag, type, coding }: Variant & { type: string; coding: string },
): void {
  // Next puts a hash of the contents into each file name.
  response.setHeader("cache-control", "public, max-age=31536000, immutable");
  response.setHeader("vary", "Accept-Encoding");
  response.setHeader("etag", etag);
  if (isKnown(headers["if-none-match"], etag)) {
    response.writeHead(304).end();
    return;
  }
  response.writeHead(200, {
    "content-type": type,
    "content-encoding": coding,
    "content-length": body.length,
  });
  response.end(method === "HEAD" ? undefined : body);
}

/** RFC 9110 §13.1.2: any tag of the list may match, by weak comparison. */
function isKnown(condition: string | undefined, etag: string): boolean {
  return (condition ?? "").split(",").some((one) => ["*", etag, `W/${etag}`].includes(one.trim()));
}
