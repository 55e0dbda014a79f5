import { expect, test } from "vitest";
import { chooseKeys, type KeyChoice } from "#components/api-keys/choose-keys.ts";
import type { ApiKeyView } from "#lib/domain/people/api-key.ts";

const NOW = 10_000;

const grafana: ApiKeyView = {
  id: "key_1",
  name: "Grafana",
  hint: "tocsin_abc",
  scopes: ["ingest", "read"],
  namespace: "grafana",
  addresses: null,
  perMinute: null,
  createdBy: null,
  createdAt: 0,
  lastUsedAt: null,
  expiresAt: null,
  revokedAt: null,
  offSince: null,
};
const later: ApiKeyView = { ...grafana, name: "Ends later", scopes: ["read"], expiresAt: NOW + 1 };
const expired: ApiKeyView = { ...grafana, name: "Old Grafana", scopes: ["manage"], expiresAt: NOW };
const revoked: ApiKeyView = { ...expired, name: "Revoked", revokedAt: 1 };

test.each<[Partial<KeyChoice>, string[]]>([
  [{}, ["Grafana", "Ends later", "Old Grafana", "Revoked"]],
  [{ q: " GRAF" }, ["Grafana", "Old Grafana"]],
  [{ q: "tocsin_abc" }, []],
  [{ state: "active" }, ["Grafana", "Ends later"]],
  [{ state: "expired" }, ["Old Grafana"]],
  [{ state: "revoked" }, ["Revoked"]],
  [{ state: "nothing" }, []],
  [{ scope: "read" }, ["Grafana", "Ends later"]],
  [{ scope: "manage", state: "expired" }, ["Old Grafana"]],
  [{ scope: "operate" }, []],
])("by %j the list shows %j", (choice, names) => {
  const all = { q: "", state: "", scope: "", ...choice };
  const found = chooseKeys([grafana, later, expired, revoked], all, NOW);
  expect(found.map(({ name }) => name)).toEqual(names);
});
