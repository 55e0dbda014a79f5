import { alertPath, deliveryPath, rulePath, webhookPath } from "#components/paths.ts";
import type { Db } from "#db/client.ts";
import { storedAlert } from "#db/queries/alerts.ts";
import type { AuditRow } from "#db/queries/audit-walk.ts";
import { channelRow } from "#db/queries/channels.ts";
import { deliveryState } from "#db/queries/deliveries.ts";
import { ruleRow } from "#db/queries/rules.ts";

type Page = { of: RegExp; exists: (db: Db, id: string) => boolean; path: (id: string) => string };

/** The things that have a page of their own, by the nouns of their actions. */
const PAGES: Page[] = [
  { of: /^channels\./, exists: (db, id) => channelRow(db, id) !== undefined, path: webhookPath },
  { of: /^rules\./, exists: (db, id) => ruleRow(db, id) !== undefined, path: rulePath },
  {
    of: /^alerts\.set-status(-of-many)?$/,
    exists: (db, id) => storedAlert(db, id) !== undefined,
    path: alertPath,
  },
  {
    of: /^deliveries\.(redeliver|send-now|cancel)$/,
    exists: (db, id) => deliveryState(db, id) !== undefined,
    path: deliveryPath,
  },
];

/** The page of the thing that was changed; null if it has none, or is gone. */
export function thingHref(db: Db, { action, targetId }: AuditRow): string | null {
  const page = PAGES.find(({ of }) => of.test(action));
  return page !== undefined && targetId && page.exists(db, targetId) ? page.path(targetId) : null;
}
