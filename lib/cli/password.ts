import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { CliError } from "./run.ts";

const STDIN = 0;

/**
 * Reads the password from a file or standard input, never from an argument, as arguments show in process
 * lists. Without a file, makes a password.
 */
export async function choosePassword(file: string | undefined): Promise<{ password: string; made: boolean }> {
  if (file === undefined) return { password: randomBytes(15).toString("base64url"), made: true };
  try {
    const text = readFileSync(file === "-" ? STDIN : file, "utf8");
    return { password: text.replace(/\r?\n$/, ""), made: false };
  } catch {
    throw new CliError(`The password file "${file}" can't be read.`);
  }
}
