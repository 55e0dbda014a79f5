import { z } from "zod";
import { listAudit } from "#db/queries/audit-list.ts";
import type { AuditRow } from "#db/queries/audit-walk.ts";
import { readDb } from "#db/read.ts";
import { AUDIT_ACTIONS } from "#lib/domain/people/audit.ts";
import { ACTOR_KINDS, type AuditFilter } from "#lib/domain/people/audit-list.ts";
import { moment } from "./deliveries.ts";
import { pageOf, paging, toPage } from "./page.ts";
import { route } from "./route.ts";
import { named, time, utc } from "./shapes.ts";

export const AuditRecord = named(
  "AuditRecord",
  z.strictObject({
    at: time,
    actor_kind: z.enum(ACTOR_KINDS),
    actor_id: z.string().nullable().describe("A user or an API key; null for any other kind"),
    actor_name: z.string().describe("The name at that time"),
    address: z.string().nullable().describe("The client's address; null where no HTTP request asked"),
    action: z.string().describe("The name of the change, such as rules.update"),
    target_id: z.string().nullable(),
    target_name: z.string().nullable().describe("The name at that time"),
    details: z.record(z.string(), z.unknown()).nullable().describe("What changed. Never a secret"),
  }),
);

export const presentAuditRow = (row: AuditRow): z.output<typeof AuditRecord> => ({
  at: utc(row.at),
  actor_kind: row.actorKind,
  actor_id: row.actorId,
  actor_name: row.actorName,
  address: row.address,
  action: row.action,
  target_id: row.targetId,
  target_name: row.targetName,
  details: row.details,
});

/** The filters of the list and of the export. */
export const auditFilters = {
  actor_id: z.string().optional().describe("The user or API key that did it"),
  actor_kind: z.enum(ACTOR_KINDS, { error: `actor_kind is one of ${ACTOR_KINDS.join(", ")}.` }).optional(),
  action: z
    .enum(AUDIT_ACTIONS, { error: "action is the name of a change, such as rules.update." })
    .optional(),
  target_id: z
    .string()
    .optional()
    .describe("What was changed: the id of a channel, a rule, an alert, a user"),
  since: moment("since").optional().describe("Happened at this time or later"),
  until: moment("until").optional().describe("Happened before this time"),
};

/** The filter that a query asks for. */
export const auditFilterOf = ({
  actor_id: actorId,
  actor_kind: actorKind,
  target_id: targetId,
  ...same
}: z.output<z.ZodObject<typeof auditFilters>>): AuditFilter => ({ ...same, actorId, actorKind, targetId });

export const audit = [
  route("GET /api/v1/audit", {
    id: "listAudit",
    summary: "The audit log, newest first",
    description:
      "Who changed what, when and from where; also sign-ins, failed ones by account, address and minute, and exports. If hardly any rows match, a page may be short or empty although next_cursor leads on: it looked at as many as it may.",
    scope: "manage",
    query: { ...paging, ...auditFilters },
    fails: [409],
    output: pageOf(AuditRecord),
    run: async ({ query: { limit, cursor, ...query } }) =>
      toPage(await listAudit(readDb(), { ...auditFilterOf(query), limit, cursor }), presentAuditRow),
  }),
];
