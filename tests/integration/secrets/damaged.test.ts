import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, type Channel, connect, type Problem } from "../../support/api.ts";
import { inDatabase } from "../../support/database.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";
import { holdsAny, SAVED, secretsOf } from "../../support/secret-channels.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";

let tocsin: Tocsin;
let api: Api;
let receiver: Receiver;
/** One that nothing happens to. */
let sound: Channel;

beforeAll(async () => {
  [tocsin, receiver] = await Promise.all([startTocsin({ env: { LOG_LEVEL: "trace" } }), startReceiver()]);
  api = connect(tocsin);
  sound = await make("sound");
});

afterAll(() => Promise.all([tocsin[Symbol.asyncDispose](), receiver.stop()]));

const make = (name: string) =>
  api.createChannel({
    name,
    url: `${receiver.url}/${name}/${SAVED.url}`,
    retry_schedule: [600],
    ...secretsOf("token", SAVED),
  });

const pathsTo = (name: string) => receiver.requests.filter((one) => one.path.startsWith(`/${name}/`));

/** Writes another sealed value over a channel's, beside the app. */
function damage(id: string, name: string, change: (sealed: Buffer) => Buffer): void {
  inDatabase(tocsin.dataDir, (sqlite) => {
    const at = [id, name] as const;
    const sealed = sqlite
      .prepare("SELECT sealed FROM channel_secrets WHERE channel_id = ? AND name = ?")
      .pluck()
      .get(...at);
    sqlite
      .prepare("UPDATE channel_secrets SET sealed = ? WHERE channel_id = ? AND name = ?")
      .run(change(sealed as Buffer), ...at);
  });
}

const sealedOf = (id: string, name: string): Buffer =>
  inDatabase(tocsin.dataDir, (sqlite) =>
    sqlite
      .prepare("SELECT sealed FROM channel_secrets WHERE channel_id = ? AND name = ?")
      .pluck()
      .get(id, name),
  ) as Buffer;

const flip = (sealed: Buffer, at: number): Buffer => {
  const flipped = Buffer.from(sealed);
  flipped.writeUInt8(flipped.readUInt8(at) ^ 1, at);
  return flipped;
};

const heldBy = (id: string) =>
  tocsin.waitForLog(({ msg, channel }) => channel === id && /is held/.test(msg ?? ""));

type Damage = [what: string, secret: string, change: (sealed: Buffer, own: Channel) => Buffer];

const DAMAGES: Damage[] = [
  ["a bit of the text flipped", "auth", (sealed) => flip(sealed, sealed.length - 1)],
  ["a bit of the tag flipped", "url:TOKEN", (sealed) => flip(sealed, 20)],
  ["a bit of the nonce flipped", "header:x-api-key", (sealed) => flip(sealed, 6)],
  ["another version", "signing", (sealed) => flip(sealed, 0)],
  ["an unknown key", "auth", (sealed) => flip(sealed, 1)],
  ["cut short by a byte", "signing", (sealed) => sealed.subarray(0, -1)],
  ["cut within the tag", "auth", (sealed) => sealed.subarray(0, 30)],
  ["nothing", "auth", () => Buffer.alloc(0)],
  ["another channel's, of the same field", "auth", () => sealedOf(sound.id, "auth")],
  ["its own, of another field", "header:x-api-key", (_, own) => sealedOf(own.id, "url:TOKEN")],
];

describe("a sealed value that does not open holds its channel, and no other", () => {
  const damaged: Channel[] = [];
  let eventId: string;

  beforeAll(async () => {
    for (const [index, [, secret, change]] of DAMAGES.entries()) {
      const channel = await make(`damaged-${index}`);
      damage(channel.id, secret, (sealed) => change(sealed, channel));
      damaged.push(channel);
    }
    for (const { id } of damaged) await heldBy(id);
    eventId = (await api.post({ alert_title: "A" })).results[0]?.event_id ?? "";
    await api.waitForDelivery(eventId, "delivered", { channelId: sound.id });
  });

  test.each(DAMAGES.map(([what], index) => [what, index] as const))("%s", async (_, index) => {
    const channelId = damaged[index]?.id ?? "";
    const waiting = await api.waitForDelivery(eventId, "pending", { channelId });
    expect(waiting).toMatchObject({ attempts_made: 0, attempts: [] });
    expect(pathsTo(`damaged-${index}`)).toEqual([]);
  });

  test("which the log says without the value", () => {
    const held = new Set(
      tocsin.logs().flatMap(({ msg, channel }) => (/is held/.test(msg ?? "") ? [channel] : [])),
    );
    expect(held).toEqual(new Set(damaged.map(({ id }) => id)));
    expect(holdsAny(tocsin.output(), SAVED)).toBe(false);
  });
});

describe("a channel that is held", () => {
  let channel: Channel;

  beforeAll(async () => {
    channel = await make("held");
    damage(channel.id, "auth", (sealed) => flip(sealed, sealed.length - 1));
    await heldBy(channel.id);
  });

  test("is shown, and its Test is refused in plain words", async () => {
    expect((await api.get(`/api/v1/channels/${channel.id}`)).status).toBe(200);
    const answer = await api.request<Problem>("POST", `/api/v1/channels/${channel.id}/test`);
    expect(answer.status).not.toBe(500);
    expect(answer.body.detail).toMatch(/secret|enter/i);
    expect(pathsTo("held")).toEqual([]);
  });

  test("sends again what waited, once the value is entered again", async () => {
    const { results } = await api.post({ alert_title: "A" });
    await api.waitForDelivery(results[0]?.event_id ?? "", "pending", { channelId: channel.id });
    await api.updateChannel(channel.id, { auth: { type: "token", token: "entered-again" } });
    await api.waitForDelivery(results[0]?.event_id ?? "", "delivered", { channelId: channel.id });
    expect(pathsTo("held").at(-1)?.headers.authorization).toBe("Bearer entered-again");
  });

  test("by its signing secret sends again after a rotation", async () => {
    damage(channel.id, "signing", (sealed) => flip(sealed, sealed.length - 1));
    const { results } = await api.post({ alert_title: "A" });
    const answer = await api.request<Problem>("POST", `/api/v1/channels/${channel.id}/rotate-signing-secret`);
    expect(answer.status).toBe(200);
    await api.waitForDelivery(results[0]?.event_id ?? "", "delivered", { channelId: channel.id });
  });
});
