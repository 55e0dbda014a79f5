import { newSigningSecret, signatureOf, signingKey } from "#lib/webhook/sign.ts";

export type Signed = { secret: string; id: string; timestamp: string; signature: string; body: Buffer };

const secret = newSigningSecret();
const other = newSigningSecret();
const body = JSON.stringify({ alert_title: "Ärger: 'Disk' \"full\" 💾", description: "a\nb" });
const nowSeconds = () => Math.floor(Date.now() / 1_000);

/** A request as it is sent, now unless told otherwise. */
function signed(by: string[] = [secret], timestamp = nowSeconds()): Signed {
  const signature = signatureOf({ id: "evt_1", timestamp, body }, by.map(signingKey));
  return { secret, id: "evt_1", timestamp: String(timestamp), signature, body: Buffer.from(body) };
}

const cases: [name: string, genuine: boolean, make: () => Signed][] = [
  ["a genuine request", true, () => signed()],
  ["two signatures, the newer first", true, () => signed([secret, other])],
  ["two signatures, the newer last", true, () => signed([other, secret])],
  ["4 minutes late", true, () => signed([secret], nowSeconds() - 240)],
  ["4 minutes early", true, () => signed([secret], nowSeconds() + 240)],
  ["signed by another secret", false, () => signed([other])],
  ["6 minutes late", false, () => signed([secret], nowSeconds() - 360)],
  ["6 minutes early", false, () => signed([secret], nowSeconds() + 360)],
  ["another body", false, () => ({ ...signed(), body: Buffer.from(`${body}\n`) })],
  ["another id", false, () => ({ ...signed(), id: "evt_2" })],
  ["another timestamp", false, () => ({ ...signed(), timestamp: String(nowSeconds() - 5) })],
  ["a timestamp that is no number", false, () => ({ ...signed(), timestamp: "NaN" })],
  ["a timestamp of 400 digits", false, () => ({ ...signed(), timestamp: "1".repeat(400) })],
  ["no timestamp", false, () => ({ ...signed(), timestamp: "" })],
  ["no signature", false, () => ({ ...signed(), signature: "" })],
  ["no id", false, () => ({ ...signed(), id: "" })],
  ["a signature without its version", false, () => ({ ...signed(), signature: signed().signature.slice(3) })],
  ["another version", false, () => ({ ...signed(), signature: signed().signature.replace("v1,", "v1a,") })],
  ["a shortened signature", false, () => ({ ...signed(), signature: signed().signature.slice(0, -4) })],
  ["a signature that is not ASCII", false, () => ({ ...signed(), signature: "v1,é*" })],
];

/** What a program that verifies requests must say about them, by their names. */
export const genuineOnes = (): Record<string, boolean> =>
  Object.fromEntries(cases.map(([name, genuine]) => [name, genuine]));

/** The answers of a program, by the names of the requests. It gets them all, made just now. */
export async function answersOf(
  verify: (requests: Signed[]) => Promise<boolean[]>,
): Promise<Record<string, boolean | undefined>> {
  const answers = await verify(cases.map(([, , make]) => make()));
  return Object.fromEntries(cases.map(([name], index) => [name, answers[index]]));
}

/** A request's headers, by lower-case name. */
export const headersOf = ({ id, timestamp, signature }: Signed): Record<string, string> => ({
  "webhook-id": id,
  "webhook-timestamp": timestamp,
  "webhook-signature": signature,
});
