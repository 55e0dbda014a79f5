import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openWriter } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { caughtBodiesOf, caughtPlace, putCaughtBody } from "#db/queries/caught-bodies.ts";
import { beginSecondFactor, secondFactorOf, totpPlace } from "#db/queries/second-factors.ts";
import { sealedSourceSecret, sourceSecretPlace } from "#db/queries/senders.ts";
import { putSnsSubscription, snsSubscription, snsUrlPlace } from "#db/queries/sns.ts";
import { putSourceSecret } from "#db/queries/sources.ts";
import { insertUser } from "#db/queries/users.ts";
import { openKeyRing } from "#lib/data-folder/open-key-ring.ts";
import { rotateKey } from "#lib/data-folder/rotate-key.ts";
import { Secret } from "#lib/domain/secret.ts";
import { open, readKeyRing, seal } from "#lib/seal.ts";
import { temporaryFolder } from "../../support/folder.ts";

/** More than one step of a rotation. */
const USERS = 150;

test("a rotation seals the secrets of second factors anew, and drops the old key", () => {
  using folder = temporaryFolder();
  const keyFile = join(folder.path, "secret.key");
  const connection = openWriter(join(folder.path, "tocsin.db"));
  migrate(connection);
  const ring = openKeyRing(connection, keyFile);
  const ids = Array.from({ length: USERS }, (_, at) => `usr_${at}`);
  for (const id of ids) {
    insertUser(connection.db, { id, email: `${id}@example.com`, name: id, role: "viewer", createdAt: 1 });
    const secret = seal(ring, new Secret(`secret of ${id}`), totpPlace(id));
    beginSecondFactor(connection.db, { userId: id, secret, createdAt: 1 });
  }
  expect(rotateKey(connection, keyFile, () => {})).toBe(USERS);
  const after = readKeyRing(keyFile);
  expect(after).toHaveLength(1);
  expect(after[0].id).not.toEqual(ring[0].id);
  for (const id of ids) {
    const sealed = secondFactorOf(connection.db, id)?.secret ?? Buffer.alloc(0);
    expect(open(after, sealed, totpPlace(id)).reveal()).toBe(`secret of ${id}`);
  }
  connection.sqlite.close();
});

test("a rotation seals what sources keep anew: secrets, caught bodies, addresses of subscriptions", () => {
  using folder = temporaryFolder();
  const keyFile = join(folder.path, "secret.key");
  const connection = openWriter(join(folder.path, "tocsin.db"));
  const { db } = connection;
  migrate(connection);
  const ring = openKeyRing(connection, keyFile);
  putSourceSecret(db, "sentry", seal(ring, new Secret("signing"), sourceSecretPlace("sentry")));
  const body = { sourceId: "src_1", apiKeyId: "key_1", receivedAt: 5 };
  const became = { status: 202, message: null, alertIds: [] };
  for (let at = 0; at < 25; at++)
    putCaughtBody(db, { ...body, sealed: seal(ring, new Secret(`b${at}`), caughtPlace("src_1", 5)), became });
  const sealedUrl = seal(ring, new Secret("https://sns"), snsUrlPlace("sub_1"));
  putSnsSubscription(db, { id: "sub_1", topicArn: "arn", apiKeyId: "key_1", sealedUrl, requestedAt: 1 });
  expect(rotateKey(connection, keyFile, () => {})).toBe(27);
  const after = readKeyRing(keyFile);
  const secret = sealedSourceSecret(db, "sentry") ?? Buffer.alloc(0);
  expect(open(after, secret, sourceSecretPlace("sentry")).reveal()).toBe("signing");
  const bodies = caughtBodiesOf(db, "src_1").map(({ sealed }) =>
    open(after, sealed, caughtPlace("src_1", 5)).reveal(),
  );
  expect(bodies).toEqual(Array.from({ length: 25 }, (_, at) => `b${24 - at}`));
  const url = snsSubscription(db, "sub_1")?.sealedUrl ?? Buffer.alloc(0);
  expect(open(after, url, snsUrlPlace("sub_1")).reveal()).toBe("https://sns");
  rmSync(keyFile);
  expect(() => openKeyRing(connection, keyFile)).toThrow("is missing");
  connection.sqlite.close();
});

test("a damaged caught body is dropped, and the rotation goes on", () => {
  using folder = temporaryFolder();
  const keyFile = join(folder.path, "secret.key");
  const connection = openWriter(join(folder.path, "tocsin.db"));
  const { db } = connection;
  migrate(connection);
  const ring = openKeyRing(connection, keyFile);
  const place = caughtPlace("src_1", 5);
  const moved = seal(ring, new Secret("moved"), caughtPlace("src_2", 5));
  const whole = seal(ring, new Secret("whole"), place);
  const rest = { sourceId: "src_1", apiKeyId: "key_1", receivedAt: 5 };
  const became = { status: 202, message: null, alertIds: [] };
  for (const sealed of [moved, Buffer.from("damaged"), whole]) putCaughtBody(db, { ...rest, sealed, became });
  expect(rotateKey(connection, keyFile, () => {})).toBe(1);
  const left = caughtBodiesOf(db, "src_1").map(({ sealed }) =>
    open(readKeyRing(keyFile), sealed, place).reveal(),
  );
  expect(left).toEqual(["whole"]);
  connection.sqlite.close();
});

test("a key file that is lost while only the address of a subscription is sealed with it is not made anew", () => {
  using folder = temporaryFolder();
  const keyFile = join(folder.path, "secret.key");
  const connection = openWriter(join(folder.path, "tocsin.db"));
  const { db } = connection;
  migrate(connection);
  const ring = openKeyRing(connection, keyFile);
  const sealedUrl = seal(ring, new Secret("https://sns"), snsUrlPlace("sub_1"));
  putSnsSubscription(db, { id: "sub_1", topicArn: "arn", apiKeyId: "key_1", sealedUrl, requestedAt: 1 });
  rmSync(keyFile);
  expect(() => openKeyRing(connection, keyFile)).toThrow("is missing");
  connection.sqlite.close();
});

test("a key file that is lost while a second factor is sealed with it is not made anew", () => {
  using folder = temporaryFolder();
  const keyFile = join(folder.path, "secret.key");
  const connection = openWriter(join(folder.path, "tocsin.db"));
  migrate(connection);
  const ring = openKeyRing(connection, keyFile);
  insertUser(connection.db, { id: "usr_1", email: "a@example.com", name: "A", role: "viewer", createdAt: 1 });
  const secret = seal(ring, new Secret("s"), totpPlace("usr_1"));
  beginSecondFactor(connection.db, { userId: "usr_1", secret, createdAt: 1 });
  rmSync(keyFile);
  expect(() => openKeyRing(connection, keyFile)).toThrow("is missing");
  connection.sqlite.close();
});
