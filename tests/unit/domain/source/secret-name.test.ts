import { expect, test } from "vitest";
import { isSecretName } from "#lib/domain/source/secret-name.ts";

const SECRET = `password db_password Passwd passphrase clientSecret clientsecret X-Gitlab-Token sessiontoken tokens
  apiKey API-KEY APIKey apikeyid key keys key2 signingkey privatekey privateKeyPem accesskey AWSAccessKeyId x-vault-keys
  Pass pass basic_auth_pass dbpass pwd sas sas_url sasl sig jwt hmac credentials awscredential
  X-Hub-Signature-256 webhook-signature auth basicauth oauth authHeader x-auth Authorization proxy-authorization
  authentication bearer bearer_value cookie set-cookie sessioncookie databaseConnectionString`;

test.each(SECRET.split(/\s+/))("%s is named like a secret", (name) => {
  expect(isSecretName(name)).toBe(true);
});

const HARMLESS = `monkey keyboard keyword X-Event-Key Idempotency-Key title x-github-event author authored_by co_authors
  authority passed passing compass bypass passenger signal design assassin host`;

test.each(HARMLESS.split(/\s+/))("%s is not", (name) => {
  expect(isSecretName(name)).toBe(false);
});
