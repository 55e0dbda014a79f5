import { describe, expect, test } from "vitest";
import { changeInBrief, changeLines } from "#components/audit/change-words.ts";

describe("what changed, line by line", () => {
  test.each<[Record<string, unknown> | null, unknown[]]>([
    [null, []],
    [{}, []],
    [{ enabled: false }, [{ label: "Enabled", text: "no" }]],
    [
      { verify_ssl: true, verifySsl: false },
      [line("Verify SSL certificate", "yes"), line("Verify SSL certificate", "no")],
    ],
    [{ retry_schedule: [5, 30, 3_600] }, [line("Retry schedule", "5, 30, 3,600")]],
    [{ retrySchedule: [] }, [line("Retry schedule", "none")]],
    [{ expression: null, description: "" }, [line("Expression", "none"), line("Description", "none")]],
    [{ because: "gone" }, [line("Because", "its receiver answered 410 Gone")]],
    [
      { because: "The client closed the connection." },
      [line("Because", "The client closed the connection.")],
    ],
    [{ failures: 12, refused: 2 }, [line("Failed sign-ins", "12"), line("Of them refused as too many", "2")]],
    [{ filter: { status: "Open" } }, [{ label: "Filter", json: '{"status":"Open"}' }]],
    [{ headers: [{ name: "X-A" }] }, [{ label: "Headers", json: '[{"name":"X-A"}]' }]],
  ])("%j", (details, lines) => {
    expect(changeLines(details)).toEqual(lines);
  });
});

describe("what changed, in one line", () => {
  test.each<[Record<string, unknown> | null, string]>([
    [null, ""],
    [{ from: "Open", to: "Resolved" }, "Open → Resolved"],
    [{ enabled: false, because: "rule_deleted" }, "Enabled: no · Because: its rule was deleted"],
    [{ url: `https://${"x".repeat(80)}`, auth: { type: "token" } }, "URL · Authentication"],
    [{ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 }, "A: 1 · B: 2 · C: 3 · D: 4 · E: 5 …"],
  ])("%j", (details, brief) => {
    expect(changeInBrief(details)).toBe(brief);
  });
});

function line(label: string, text: string) {
  return { label, text };
}
