import { X509Certificate } from "node:crypto";
import { generate } from "selfsigned";
import { beforeAll, describe, expect, test } from "vitest";
import { type HandshakeFacts, judgeCertificate, type TrustPolicy } from "#lib/webhook/certificate.ts";

const on: TrustPolicy = { verifySsl: true, pin: null, metCaVouched: false };
let selfSigned: X509Certificate;
let signed: X509Certificate;

beforeAll(async () => {
  const names = [{ name: "commonName", value: "jira.example.com" }];
  const root = await generate(names, { keyType: "ec", algorithm: "sha256" });
  const ca = { key: root.private, cert: root.cert };
  const leaf = await generate([{ name: "commonName", value: "leaf.example.com" }], { keyType: "ec", ca });
  selfSigned = new X509Certificate(root.cert);
  signed = new X509Certificate(leaf.cert);
});

function judge(facts: Partial<HandshakeFacts>, trust = on) {
  const plain = { authorized: false, authorizationError: null, sessionReused: false, leaf: selfSigned };
  return judgeCertificate({ ...plain, ...facts }, "leaf.example.com", trust, Date.now() + 1000);
}

test("a self-signed certificate is accepted and pinned if the channel verifies and has no pin", () => {
  const facts = { authorizationError: "DEPTH_ZERO_SELF_SIGNED_CERT" };
  const pin = { sha256: selfSigned.fingerprint256, certificate: selfSigned.toString() };
  expect(judge(facts)).toEqual({ accept: true, caVouched: false, pinTo: pin });
  expect(judge(facts, { ...on, pin })).toEqual({ accept: true, caVouched: false, pinTo: null });
  expect(judge(facts, { ...on, verifySsl: false })).toMatchObject(refused);
});

const refused = { accept: false, outcome: "certificate_refused" };

describe("what Node says is not enough", () => {
  test("a resumed session shows no certificate, so it is refused even authorized", () => {
    expect(judge({ authorized: true, sessionReused: true })).toMatchObject(refused);
    expect(judge({ authorized: true, leaf: undefined })).toMatchObject({ ...refused, found: null });
  });

  test.each(["DEPTH_ZERO_SELF_SIGNED_CERT", "SELF_SIGNED_CERT_IN_CHAIN"])("%s of one that is not", (code) => {
    expect(judge({ authorizationError: code, leaf: signed })).toMatchObject(refused);
  });

  test.each([
    "CERT_HAS_EXPIRED",
    "CERT_SIGNATURE_FAILURE",
    "UNSPECIFIED",
    "CERT_REVOKED",
    "HOSTNAME_MISMATCH",
    null,
  ])("%s is refused", (authorizationError) => expect(judge({ authorizationError })).toMatchObject(refused));

  test("a pin that does not fit its own fingerprint matches nothing", () => {
    const pin = { sha256: "AB:CD", certificate: selfSigned.toString() };
    const verdict = judge({ authorizationError: "DEPTH_ZERO_SELF_SIGNED_CERT" }, { ...on, pin });
    expect(verdict).toMatchObject({ accept: false, outcome: "certificate_changed", expected: "AB:CD" });
  });

  test("a pin that can't be read matches nothing", () => {
    const pin = { sha256: "AB:CD", certificate: "nonsense" };
    const facts = { authorizationError: "UNABLE_TO_VERIFY_LEAF_SIGNATURE", leaf: signed };
    expect(judge(facts, { ...on, pin })).toMatchObject({ accept: false, outcome: "certificate_changed" });
  });
});
