import type { Actor } from "#lib/domain/people/actor.ts";
import type { VerbOutput } from "#lib/engine/verbs/verbs.ts";
import { inDatabase } from "../../../support/database.ts";
import type { AuditRow, AuditWorld } from "./audit-world.ts";
import { SECRETS } from "./audit-world.ts";

const bob = { email: "bob@example.com", name: "Bob", role: "operator" };
const NOBODY: Actor = { kind: "nobody" };
const CLI: Actor = { kind: "cli" };

/** What an admin's changes of users leave in the audit log, and what the links that let them in leave. */
export const USER_CASES = {
  "users.invite": async () => ({
    input: bob,
    leaves: ({ id }: VerbOutput<"users.invite">) => [of(id, "users.invite", { role: "operator" })],
  }),
  "users.update": async (world: AuditWorld) => {
    const { id } = await invited(world);
    return {
      input: { id, changes: { name: "Bob", email: "robert@example.com" } },
      leaves: () => [
        of(id, "users.update", { email: "robert@example.com", was: { email: "bob@example.com" } }),
      ],
    };
  },
  "users.set-role": async (world: AuditWorld) => {
    const { id } = await invited(world);
    return {
      input: { id, role: "viewer" },
      leaves: () => [of(id, "users.set-role", { from: "operator", to: "viewer" })],
    };
  },
  "users.disable": async (world: AuditWorld) => {
    const { id } = await invited(world);
    return { input: { id }, leaves: () => [of(id, "users.disable")] };
  },
  "users.enable": async (world: AuditWorld) => {
    const { id } = await invited(world);
    await world.run("users.disable", { id });
    return { input: { id: "BOB@example.com" }, leaves: () => [of(id, "users.enable")] };
  },
  "users.delete": async (world: AuditWorld) => {
    const { id } = await invited(world);
    return {
      input: { id },
      leaves: () => [of(id, "users.delete", { name: "Bob", role: "operator" })],
    };
  },
  "users.end-sessions": async (world: AuditWorld) => {
    const { id } = await invited(world);
    return { input: { id }, leaves: () => [of(id, "users.end-sessions")] };
  },
  "users.make-reset-link": async (world: AuditWorld) => {
    const { id } = await invited(world);
    return { input: { id }, leaves: () => [of(id, "users.make-reset-link", { link: "invite" })] };
  },
  "users.accept-link": async (world: AuditWorld) => {
    const { id, token } = await invited(world);
    return {
      input: { token, password: SECRETS.user },
      actor: NOBODY,
      leaves: () => [{ ...of(id, "users.accept-link", { link: "invite" }), by: "user Bob" }],
    };
  },
  "users.make-sign-in-link": async (world: AuditWorld) => {
    const { id } = await invited(world);
    return {
      input: { id: bob.email },
      actor: CLI,
      leaves: () => [{ ...of(id, "users.make-sign-in-link"), by: "cli cli" }],
    };
  },
  "users.sign-in-by-link": async (world: AuditWorld) => {
    const { id } = await invited(world);
    const { token } = await world.run("users.make-sign-in-link", { id }, CLI);
    return {
      input: { token },
      actor: NOBODY,
      leaves: () => [{ ...of(id, "users.sign-in-by-link"), by: "user Bob" }],
    };
  },
  "users.reset-second-factor": async (world: AuditWorld) => {
    const { id } = await invited(world);
    inDatabase(world.env.dataDir, (sqlite) =>
      sqlite
        .prepare("INSERT INTO second_factors (user_id, secret, created_at, confirmed_at) VALUES (?, ?, 0, 1)")
        .run(id, Buffer.from("sealed")),
    );
    return { input: { id }, leaves: () => [of(id, "users.reset-second-factor")] };
  },
  "users.allow-oidc": async (world: AuditWorld) => {
    const { id } = await invited(world);
    return { input: { id }, leaves: () => [of(id, "users.allow-oidc")] };
  },
};

const invited = (world: AuditWorld) => world.run("users.invite", bob);

const of = (targetId: string, action: AuditRow["action"], details?: Record<string, unknown>) => ({
  action,
  targetId,
  targetName: bob.email,
  details: details === undefined ? null : JSON.stringify(details),
});
