import { expect, test } from "vitest";
import { startReceiver } from "../../support/receiver.ts";

test("a receiver records the exact request and answers as told", async () => {
  await using receiver = await startReceiver({ answer: (_, index) => ({ status: index === 0 ? 503 : 204 }) });
  const both = receiver.waitFor(2);
  const first = await fetch(`${receiver.url}/hook?a=1`, { method: "POST", body: "é" });
  const second = await fetch(receiver.url, { headers: { "x-team": "ops" } });
  expect([first.status, second.status]).toEqual([503, 204]);
  expect(await both).toMatchObject([
    { method: "POST", path: "/hook?a=1", rawBody: Buffer.from("é") },
    { method: "GET", path: "/", headers: { "x-team": "ops" } },
  ]);
});

test("stopping a receiver cuts a request that hangs, and its port can be used again", async () => {
  await using receiver = await startReceiver({ answer: () => "hang" });
  const hanging = expect(fetch(receiver.url)).rejects.toThrow();
  await receiver.waitFor(1);
  await receiver.stop();
  await hanging;
  await using again = await startReceiver({ port: receiver.port });
  expect((await fetch(again.url)).status).toBe(200);
});

test("waiting in vain ends with what was waited for", async () => {
  await using receiver = await startReceiver();
  await expect(receiver.waitFor(1, 20)).rejects.toThrow("Waited 20 ms for 1 requests; 0 arrived.");
});
