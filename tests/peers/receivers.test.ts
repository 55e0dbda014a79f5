import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../support/folder.ts";
import { freePort } from "../support/free-port.ts";
import { installedCommand } from "../support/installed.ts";
import { blocksOf, readMarkdown } from "../support/markdown.ts";
import { answersOf, genuineOnes, headersOf, type Signed } from "../support/signed-requests.ts";

/*
 * The programs of docs/receivers.md that the console doesn't show: tests/unit/channels-snippets.test.ts has the
 * others.
 */

const execute = promisify(execFile);
const blocks = blocksOf(readMarkdown("docs/receivers.md"));
const folder = temporaryFolder();
afterAll(() => folder[Symbol.dispose]());

const program = (language: string, part = ""): string =>
  blocks.find((one) => one.language === language && one.text.includes(part))?.text ?? "";

const write = (name: string, text: string): void => writeFileSync(join(folder.path, name), text);

/** One request per line: secret, id, timestamp, signatures and body, each as base64. */
const asLines = (requests: Signed[]): string =>
  requests
    .map(({ secret, id, timestamp, signature, body }) =>
      [secret, id, timestamp, signature, body].map((one) => Buffer.from(one).toString("base64")).join(","),
    )
    .join("\n");

/** Runs a command that prints true or false for each line of requests.txt. */
async function answers(command: string, args: string[]): Promise<boolean[]> {
  const { stdout } = await execute(command, args, { cwd: folder.path });
  return stdout
    .trim()
    .split("\n")
    .map((line) => line === "true");
}

const languages = {
  PHP: {
    command: () => installedCommand("php", "php-cli"),
    files: {
      "verify.php": program("php"),
      "main.php": `<?php
require "verify.php";
foreach (file("requests.txt", FILE_IGNORE_NEW_LINES) as $line) {
    [$secret, $id, $timestamp, $signature, $body] = array_map("base64_decode", explode(",", $line));
    $headers = ["webhook-id" => $id, "webhook-timestamp" => $timestamp, "webhook-signature" => $signature];
    echo verify($secret, $headers, $body) ? "true\\n" : "false\\n";
}`,
    },
    main: "main.php",
  },
  Ruby: {
    command: () => installedCommand("ruby", "ruby"),
    files: {
      "verify.rb": program("ruby"),
      "main.rb": `require_relative "verify"
File.foreach("requests.txt", chomp: true) do |line|
  secret, id, timestamp, signature, body = line.split(",", -1).map { |one| one.unpack1("m") }
  headers = { "webhook-id" => id, "webhook-timestamp" => timestamp, "webhook-signature" => signature }
  puts verify(secret, headers, body)
end`,
    },
    main: "main.rb",
  },
  Java: {
    command: () => {
      installedCommand("javac", "default-jdk-headless");
      return "java";
    },
    files: {
      // One file can be started without compiling it first; its first class is the one that runs.
      "Main.java": program("java").replace(
        "public final class Verify {",
        `class Main {
  static String text(String base64) { return new String(Base64.getDecoder().decode(base64), UTF_8); }
  public static void main(String[] args) throws Exception {
    for (String line : java.nio.file.Files.readAllLines(java.nio.file.Path.of("requests.txt"))) {
      String[] parts = line.split(",", -1);
      Map<String, String> headers = Map.of("webhook-id", text(parts[1]), "webhook-timestamp", text(parts[2]),
          "webhook-signature", text(parts[3]));
      System.out.println(Verify.verify(text(parts[0]), headers, Base64.getDecoder().decode(parts[4])));
    }
  }
}

final class Verify {`,
      ),
    },
    main: "Main.java",
  },
};

test.each(Object.entries(languages))(
  "the program for %s tells genuine requests from others",
  { timeout: 300_000 },
  async (_, { command, files, main }) => {
    for (const [name, text] of Object.entries(files)) write(name, text);
    const verify = (requests: Signed[]) => {
      write("requests.txt", asLines(requests));
      return answers(command(), [main]);
    };
    expect(await answersOf(verify)).toEqual(genuineOnes());
  },
);

describe("the receiver in Node.js", () => {
  let child: ChildProcess;
  let url: string;
  let request: Signed;

  beforeAll(async () => {
    await answersOf(async ([genuine]) => {
      if (genuine) request = genuine;
      return [];
    });
    write("verify.mjs", program("js", "export function verify"));
    write("receiver.mjs", program("js", "createServer"));
    const port = await freePort();
    url = `http://127.0.0.1:${port}/hook`;
    const env = { ...process.env, SECRET: request.secret, PORT: String(port) };
    child = spawn(process.execPath, ["receiver.mjs"], { cwd: folder.path, env });
    if (child.stdout) await once(child.stdout, "data");
  });
  afterAll(async () => {
    const ended = once(child, "close");
    child.kill();
    await ended;
  });

  const send = async (body: Buffer): Promise<number> => {
    const { status } = await fetch(url, {
      method: "POST",
      headers: headersOf(request),
      body: new Uint8Array(body),
    });
    return status;
  };

  test("stores a request once, however often it comes", async () => {
    expect([await send(request.body), await send(request.body)]).toEqual([204, 204]);
    expect(await stored()).toEqual([{ webhook_id: request.id, body: request.body.toString(), done: 0 }]);
  });

  test("refuses a forged one and one that is too large", async () => {
    expect(await send(Buffer.from(`${request.body} `))).toBe(401);
    expect(await send(Buffer.alloc(1024 * 1024 + 1))).toBe(413);
    expect(await stored()).toHaveLength(1);
  });
});

async function stored(): Promise<unknown[]> {
  const { DatabaseSync } = await import("node:sqlite");
  const inbox = new DatabaseSync(join(folder.path, "inbox.db"), { readOnly: true });
  const rows = inbox
    .prepare("SELECT * FROM inbox")
    .all()
    .map((row) => ({ ...row }));
  inbox.close();
  return rows;
}
