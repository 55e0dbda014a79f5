import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { escapeLineEnds } from "#lib/log.ts";

const run = promisify(execFile);

/** What a process prints, on both streams, that runs `code` once its output is the log's. */
async function printedBy(code: string): Promise<Record<string, unknown>[]> {
  const program = `
    import { logAllOutput } from "#lib/own-output.ts";
    import { createLogger } from "#lib/log.ts";
    logAllOutput(createLogger("debug", "test"));
    ${code}`;
  const { stdout, stderr } = await run(process.execPath, ["--input-type=module-typescript", "-e", program]);
  expect(stderr).toBe("");
  return stdout
    .split(/[\n\r\u2028\u2029\u0085]/)
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

const FORGED = JSON.stringify('\n{"level":30,"msg":"forged"}\r\u2028{}\u2029{}\u0085{}\u001b[2J\u009b2J');

test.each<[string, string, number]>([
  ["console.error", `console.error("a", ${FORGED})`, 50],
  ["console.warn", `console.warn(${FORGED})`, 40],
  ["console.log", `console.log(${FORGED})`, 20],
  ["console.info", `console.info(${FORGED})`, 20],
  ["console.dir", `console.dir(${FORGED})`, 20],
  ["console.table", `console.table([${FORGED}])`, 20],
  ["console.trace", `console.trace(${FORGED})`, 40],
  ["console.assert", `console.assert(false, ${FORGED})`, 40],
  ["console.group", `console.group(${FORGED})`, 20],
  ["a write to stdout", `process.stdout.write(${FORGED})`, 40],
  ["a write to stderr", `process.stderr.write(Buffer.from(${FORGED}))`, 40],
  ["an error", `console.error(new Error(${FORGED}))`, 50],
])("%s makes one line of the log", async (_, code, level) => {
  const lines = await printedBy(code);
  expect(lines).toMatchObject([{ level, part: "test" }]);
  expect(lines[0]?.msg).toContain("forged");
});

test("a warning of Node.js makes one", async () => {
  const lines = await printedBy(`process.emitWarning(${FORGED})`);
  expect(lines).toMatchObject([{ level: 40, err: { message: expect.stringContaining("forged") } }]);
});

test("a logger that is made later still writes its own lines", async () => {
  const lines = await printedBy(`createLogger("info", "later").info("said")`);
  expect(lines).toMatchObject([{ level: 30, part: "later", msg: "said" }]);
});

test("who waits for a write to end is told", async () => {
  const lines = await printedBy(
    `process.stdout.write("a", () => process.stdout.write("b", "utf8", () => console.log("c")))`,
  );
  expect(lines.map(({ msg }) => msg)).toEqual(["a", "b", "c"]);
});

test("escaped text reads back unchanged", () => {
  const text = "a\u2028b\u2029c\u0085d\u009be\u007ff é \u{1f514}";
  const line = escapeLineEnds(JSON.stringify(text));
  expect(line).not.toMatch(/[\u007f-\u009f\u2028\u2029]/);
  expect(JSON.parse(line)).toBe(text);
});
