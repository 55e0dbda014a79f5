import { describe, expect, test } from "vitest";
import { actorFilter, actorsFound, type NamedActor } from "#components/audit/actor-filter.ts";
import { auditChoice, auditQuery } from "#components/audit/filter.ts";

const NOW = Date.parse("2026-11-25T12:00:00Z");

describe("the filters in the address", () => {
  test("are those of REST", () => {
    const { filter, cursor, ignored } = auditChoice(
      {
        action: "rules.update",
        actor_id: "usr_1",
        actor_kind: "user",
        target_id: "rul_1",
        since: "2026-11-01T00:00:00+01:00",
        until: "2026-11-02T00:00:00Z",
        cursor: "x",
      },
      NOW,
    );
    expect([cursor, ignored]).toEqual(["x", []]);
    expect(auditQuery(filter)).toEqual({
      action: "rules.update",
      actor_id: "usr_1",
      actor_kind: "user",
      target_id: "rul_1",
      since: "2026-10-31T23:00:00.000Z",
      until: "2026-11-02T00:00:00.000Z",
    });
  });

  test("a range ends now", () => {
    expect(auditQuery(auditChoice({ range: "24h" }, NOW).filter).since).toBe("2026-11-24T12:00:00.000Z");
  });

  test("what the log does not know is left out, and said", () => {
    const params = { action: "rules.shout", actor_kind: "robot", range: "1y", until: "soon" };
    const { filter, ignored } = auditChoice(params, NOW);
    expect(Object.values(filter).every((one) => one === undefined)).toBe(true);
    expect(ignored).toEqual(['range "1y"', 'action "rules.shout"', 'actor_kind "robot"', 'until "soon"']);
  });
});

describe("the filter by user or API key", () => {
  const find = async () => ({ ok: true as const, value: { options: [], more: false } });
  const actors = (count: number): NamedActor[] =>
    Array.from({ length: count }, (_, index) => ({
      id: `usr_${index}`,
      name: `User ${index}`,
      kind: "user",
    }));

  test("lists a few, and an unknown one that is chosen by its id", () => {
    const two: NamedActor[] = [...actors(1), { id: "key_1", name: "grafana", kind: "api_key" }];
    expect(actorFilter(two, "usr_gone", find)).toMatchObject({
      options: [
        { value: "usr_0", label: "User 0" },
        { value: "key_1", label: "API key grafana" },
        { value: "usr_gone", label: "usr_gone" },
      ],
      find: undefined,
    });
  });

  test("searches many", () => {
    expect(actorFilter(actors(60), "usr_55", find)).toMatchObject({
      options: [{ value: "usr_55", label: "User 55" }],
      find,
    });
    expect(actorsFound(actors(60), " USER 59 ")).toEqual({
      options: [{ value: "usr_59", label: "User 59" }],
      more: false,
    });
    expect(actorsFound(actors(60), "")).toMatchObject({ more: true });
  });
});
