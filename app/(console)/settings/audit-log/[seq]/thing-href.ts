import {
  alertPath,
  apiKeyPath,
  deliveryPath,
  rulePath,
  sourcePath,
  sourceTypePath,
  userPath,
  webhookPath,
} from "#components/paths.ts";
import type { Db } from "#db/client.ts";
import { storedAlert } from "#db/queries/alerts.ts";
import { findApiKey } from "#db/queries/api-keys.ts";
import type { AuditRow } from "#db/queries/audit-walk.ts";
import { channelRow } from "#db/queries/channels.ts";
import { deliveryState } from "#db/queries/deliveries.ts";
import { ruleRow } from "#db/queries/rules.ts";
import { findSource } from "#db/queries/sources.ts";
import { findUser } from "#db/queries/user-views.ts";
import { isSourceType } from "#lib/domain/source/own/source-view.ts";

type Page = {
  of: RegExp;
  exists: (db: Db, id: string) => boolean | Promise<boolean>;
  path: (id: string) => string;
};

/** The things that have a page of their own, by the nouns of their actions. */
const PAGES: Page[] = [
  { of: /^channels\./, exists: (db, id) => channelRow(db, id) !== undefined, path: webhookPath },
  { of: /^rules\./, exists: (db, id) => ruleRow(db, id) !== undefined, path: rulePath },
  {
    of: /^sources\.(create|update|delete)$/,
    exists: (db, id) => findSource(db, id) !== undefined,
    path: (id) => (isSourceType(id) ? sourceTypePath(id) : sourcePath(id)),
  },
  {
    of: /^sources\.(confirm|dismiss)-subscription$/,
    exists: () => true,
    path: () => sourceTypePath("aws-sns"),
  },
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
  {
    of: /^api-keys\./,
    exists: async (db, id) => (await findApiKey(db, id)) !== null,
    path: apiKeyPath,
  },
  { of: /^(users|profile)\./, exists: (db, id) => findUser(db, id) !== null, path: userPath },
];

/** The page of the thing that was changed; null if it has none, or is gone. */
export async function thingHref(db: Db, { action, targetId }: AuditRow): Promise<string | null> {
  const page = PAGES.find(({ of }) => of.test(action));
  return page !== undefined && targetId && (await page.exists(db, targetId)) ? page.path(targetId) : null;
}
