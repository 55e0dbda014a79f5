import { X509Certificate } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";

/*
 * Reads files that the environment names. Each error is a phrase that follows the variable's name and the
 * file's.
 */

const MAX_SECRET_BYTES = 64 * 1024;
const MAX_CERTIFICATES_BYTES = 16 * 1024 * 1024;

/** The secret in a file: its text without one line break at the end. */
export function readSecretFile(file: string): string {
  const text = readText(file, MAX_SECRET_BYTES).replace(/\r?\n$/, "");
  if (text === "") throw new Error("is empty");
  return text;
}

const PEM = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g;
const BEGIN = /-----BEGIN /g;

/**
 * Throws unless the file holds CA certificates in PEM, each of them whole: Node.js itself would silently go
 * on without them.
 */
export function checkCertificateFile(file: string): void {
  const text = readText(file, MAX_CERTIFICATES_BYTES);
  const blocks = [...text.matchAll(PEM)].filter(([, label]) => label?.endsWith("CERTIFICATE"));
  if (blocks.length === 0) throw new Error("holds no certificate in PEM");
  if ([...text.matchAll(BEGIN)].length > [...text.matchAll(PEM)].length)
    throw new Error("holds a certificate without an end");
  for (const [index, [block]] of blocks.entries()) {
    try {
      new X509Certificate(block);
    } catch {
      throw new Error(`holds a certificate that can't be read: number ${index + 1}`);
    }
  }
}

/** Reads to the end or to the limit, because the file may be a pipe, such as a shell's <(…). */
function readText(file: string, maxBytes: number): string {
  const bytes = orSayWhy(() => readBytes(file, maxBytes + 1));
  if (bytes.length > maxBytes) throw new Error(`is larger than ${maxBytes / 1024} KiB`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Error("is not UTF-8 text");
  }
}

function readBytes(file: string, most: number): Buffer {
  const buffer = Buffer.alloc(most);
  const descriptor = openSync(file, "r");
  try {
    let length = 0;
    for (;;) {
      const read = readSync(descriptor, buffer, length, most - length, null);
      length += read;
      if (read === 0 || length === most) return buffer.subarray(0, length);
    }
  } finally {
    closeSync(descriptor);
  }
}

function orSayWhy<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new Error(`can't be read: ${code}`);
  }
}
