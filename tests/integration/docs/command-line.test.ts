import { afterAll, beforeAll, expect, test } from "vitest";
import { tocsin } from "../../support/cli.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { blocksOf, markdownFiles, readMarkdown } from "../../support/markdown.ts";

const lines = blocksOf(readMarkdown("docs/command-line.md"))
  .flatMap(({ text }) => text.split("\n"))
  .map((line) => line.replace(/\s+#.*$/, "").replace(/^tocsin /, ""));

const folder = temporaryFolder();
afterAll(() => folder[Symbol.dispose]());

const helpOf = async (command: string[]): Promise<string> =>
  (await tocsin([...command, "--help"], { dataDir: folder.path })).stdout;

/** The commands that a help text lists. */
const listedIn = (help: string): string[] => {
  const [, commands = ""] = help.split("\nCommands:\n");
  return [...commands.matchAll(/^ {2}([a-z][a-z-]*)/gm)]
    .map(([, name = ""]) => name)
    .filter((name) => name !== "help");
};

/** What follows each command's name in its own help, by the command. */
const helps = new Map<string, string>();

beforeAll(async () => {
  for (const name of listedIn(await helpOf([]))) {
    const help = await helpOf([name]);
    const below = listedIn(help);
    if (below.length === 0) helps.set(name, help);
    for (const one of below) helps.set(`${name} ${one}`, await helpOf([name, one]));
  }
});

test("the page shows every command, and no other", () => {
  const shown = lines.map(
    (line) => [...helps.keys()].find((name) => `${line} `.startsWith(`${name} `)) ?? line,
  );
  expect([...new Set(shown)].sort()).toEqual([...helps.keys()].sort());
});

test.each(lines)("%s has options that the command takes", (line) => {
  const help = [...helps].find(([name]) => line.startsWith(name))?.[1] ?? "";
  for (const [option] of line.matchAll(/--[a-z-]+/g)) expect(help).toMatch(new RegExp(`\\s${option}\\b`));
});

/** Lines of every page that run a command of Tocsin, in any of the forms that pages write. */
const commandsOf = (page: string): string[] =>
  blocksOf(readMarkdown(page))
    .filter(({ language }) => language === "sh")
    .flatMap(({ text }) => text.split("\n"))
    .flatMap((line) => COMMAND.exec(line.replace(/\s+#.*$/, ""))?.[1] ?? []);

const COMMAND =
  /^(?:\w+=\S+ )*(?:(?:\.\/)?tocsin|tocsinctl|docker exec tocsin tocsin|docker run .*tocsin:\S+|npm run --silent tocsin --) ([^>|]+)/;

const onPages = [...new Set(markdownFiles().flatMap(commandsOf))]
  .map((line) => line.trim().replace(/^--init /, ""))
  .filter((line) => !line.startsWith("--"));

test.each(onPages)("%s has all that the command needs", async (line) => {
  // Nothing runs: an option that there is not is refused after one that is missing.
  const words = [...line.matchAll(/"[^"]*"|\S+/g)].map(([word]) => word);
  const { stderr } = await tocsin([...words, "--nothing"], { dataDir: folder.path });
  expect(stderr).toContain("unknown option '--nothing'");
});
