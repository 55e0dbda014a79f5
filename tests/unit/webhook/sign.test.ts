import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { newSigningSecret, signatureOf, signingKey } from "#lib/webhook/sign.ts";

const body = '{"alert_title":"Disk läuft voll 💾"}';
const timestamp = Math.floor(Date.now() / 1000);

const headersWith = (signature: string) => ({
  "webhook-id": "evt_1",
  "webhook-timestamp": String(timestamp),
  "webhook-signature": signature,
});

test("a secret is whsec_ and 32 random bytes", () => {
  const secret = newSigningSecret();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(newSigningSecret()).not.toBe(secret);
});

test("the reference verifier accepts the signature over the exact bytes", () => {
  const secret = newSigningSecret();
  const headers = headersWith(signatureOf({ id: "evt_1", timestamp, body }, [signingKey(secret)]));
  expect(new Webhook(secret).verify(body, headers)).toEqual({ alert_title: "Disk läuft voll 💾" });
  expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow();
  expect(() => new Webhook(newSigningSecret()).verify(body, headers)).toThrow();
});

test("after a rotation both secrets verify", () => {
  const secrets = [newSigningSecret(), newSigningSecret()];
  const headers = headersWith(signatureOf({ id: "evt_1", timestamp, body }, secrets.map(signingKey)));
  expect(headers["webhook-signature"]).toMatch(/^v1,\S+ v1,\S+$/);
  for (const secret of secrets) expect(new Webhook(secret).verify(body, headers)).toBeTruthy();
});

test("the test vector that implementations of the specification share", () => {
  const signature = signatureOf(
    { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1614265330, body: '{"test": 2432232314}' },
    [signingKey("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")],
  );
  expect(signature).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
});

test.each(["", "whsec_", "secret_AAAA", "whsec_c2hvcnQ="])("%j is no secret", (secret) => {
  expect(() => signingKey(secret)).toThrow(TypeError);
});
