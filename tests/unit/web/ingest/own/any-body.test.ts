import fc from "fast-check";
import { expect, test } from "vitest";
import { alertInputSchema } from "#lib/domain/alert/alert-schema.ts";
import { USUAL_SETTINGS } from "#lib/domain/source/settings.ts";
import { toPost } from "#lib/sources/to-post.ts";
import { compileMapping, mapBody } from "#lib/web/ingest/own/map-body.ts";

/** Members that expressions below read, with any values. */
const members = fc.record(
  {
    title: fc.oneof(fc.string({ unit: "binary" }), fc.jsonValue()),
    state: fc.oneof(fc.constantFrom("Open", "resolved", "Auto-Resolved"), fc.jsonValue()),
    level: fc.oneof(fc.constantFrom("low", "HIGH"), fc.jsonValue()),
    at: fc.oneof(fc.double(), fc.integer(), fc.jsonValue()),
    more: fc.jsonValue(),
  },
  { requiredKeys: [] },
);

const EXPRESSIONS = {
  alert_title: "item.title",
  alert_id: '"id " + string(item.at)',
  status: "item.state",
  priority: "item.level",
  occurred_at: "item.at",
  category: 'has(item.more.x) ? item.more.x : "none"',
  description: "item.more",
};

const chosen = fc.subarray(Object.keys(EXPRESSIONS) as (keyof typeof EXPRESSIONS)[]);

test("any body gives alerts that can be stored, or issues; it never throws", () => {
  const bodies = fc.oneof(fc.array(members, { maxLength: 4 }), fc.jsonValue());
  fc.assert(
    fc.property(bodies, chosen, (body, names) => {
      const fields = Object.fromEntries(
        ["alert_title" as const, ...names].map((name) => [name, EXPRESSIONS[name]]),
      );
      const result = mapBody(
        { text: JSON.stringify(body), headers: {} },
        compileMapping({ for_each: "body", fields }),
      );
      if (result.kind !== "mapped") throw new Error("JSON was taken for none.");
      const whole = result.alerts.filter((alert) => alert !== null);
      expect(result.issues.length > 0).toBe(
        whole.length < result.alerts.length || result.alerts.length === 0,
      );
      const { alerts } = toPost(whole, { namespace: "ci", settings: USUAL_SETTINGS }, "src_1");
      for (const { alert } of alerts) expect(alertInputSchema.safeParse(alert).error?.issues).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});
