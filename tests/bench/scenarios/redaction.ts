import { Secret } from "#lib/domain/secret.ts";
import { createRedactor } from "#lib/redact/redact.ts";
import type { Scenario } from "../report.ts";

const KIB = 1024;
const redactorOf = (secrets: string[]) => createRedactor(secrets.map((value) => new Secret(value)));
const thirtySix = (make: (index: number) => string) => Array.from({ length: 36 }, (_, index) => make(index));
const filled = (unit: string, length: number) =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

/** Secrets and answers that are slow for a search that starts again at each place, or tries one way after the other. */
const pathological: [name: string, secrets: string[], unit: string][] = [
  ["one letter", thirtySix((index) => "a".repeat(4000) + index), "a"],
  ["one letter, in hex", thirtySix((index) => "a".repeat(2000) + index), "61"],
  ["one letter, in base64", thirtySix((index) => "a".repeat(3000) + index), "YWFh"],
  ["a repeated pair", thirtySix((index) => "ab".repeat(2000) + index), "ab"],
  ["percent signs", thirtySix((index) => "%25".repeat(1000) + index), "%25"],
  ["backslashes", thirtySix((index) => "\\".repeat(4000) + index), "\\"],
  ["half escapes", thirtySix((index) => "\\u00".repeat(1000) + index), "\\u00"],
  ["entities without end", thirtySix((index) => "&".repeat(4000) + index), "&"],
  ["half surrogate pairs", thirtySix((index) => `secret ${index}`), "\\ud83d"],
  ["masks all over", ["abcd"], "abcd "],
  ["wrapped lines", thirtySix((index) => "a".repeat(4000) + index), `${filled("YWFh", 76)}\n`],
  ["dumps beside bars", thirtySix((index) => `secret ${index}`), `0000  73 65 63 72 ${"|".repeat(4096)}x\n`],
  ["line without end of a dump", thirtySix((index) => `secret ${index}`), "0000  73 65 63 72 | | "],
  ["guesses at what was sent", ["abcdefgh"], '{"alert_id":"abcdefgh"'],
  ["short words", ["a", "b1", "c"], "a-"],
];

export const redaction: Scenario = {
  name: "redaction",
  title: "masking answers of 128 KiB that are made to be slow, beside a quarter of each",
  async run({ runs, progress }) {
    const growths = pathological.map(([name, secrets, unit]) => {
      const growth = growthOf(runs, redactorOf(secrets), unit);
      progress(`${name}: ${growth.toFixed(1)} times the cost`);
      return growth;
    });
    return [
      {
        scenario: "redaction",
        figure: "cost of four times the answer, at worst",
        value: Math.max(...growths),
        unit: "",
        // Sixteen times as much would be the square.
        target: { at: "most", value: 8 },
      },
    ];
  },
};

function growthOf(runs: number, redactor: ReturnType<typeof redactorOf>, unit: string): number {
  const cost = (length: number) =>
    costOf(runs, () => redactor.response({ headers: {}, body: filled(unit, length), truncated: false }));
  cost(4 * KIB);
  // A millisecond more or less is noise.
  const short = cost(32 * KIB) + 1;
  return cost(128 * KIB) / short;
}

/** Processor time in ms of the fastest of some runs. */
function costOf(runs: number, run: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < runs; turn++) {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}
