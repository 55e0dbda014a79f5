import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { holdRequests } from "#lib/web/http/hold.ts";

test("until there is somebody to answer, /livez is answered and all else waits", async () => {
  const server = createServer();
  const { open } = holdRequests(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const seen: (string | undefined)[] = [];
  const waiting = fetch(`${url}/healthz`);
  await once(server, "request");
  const alive = await fetch(`${url}/livez?probe=1`);
  expect([alive.status, await alive.text()]).toEqual([200, '{"status":"ok"}']);
  open((request, response) => {
    seen.push(request.url);
    response.end("now");
  });
  expect(await (await waiting).text()).toBe("now");
  expect(seen).toEqual(["/healthz"]);
  server.close();
  server.closeAllConnections();
});

test("while the database is migrated, changes and /healthz are refused, and pages wait", async () => {
  const server = createServer();
  const { open, refuseChanges } = holdRequests(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const waiting = fetch(`${url}/api/v1/alerts`, { method: "POST", body: "{}" });
  await once(server, "request");
  refuseChanges("The database is migrating.");
  for (const refused of [
    await waiting,
    await fetch(`${url}/healthz?a`),
    await fetch(url, { method: "PATCH" }),
  ]) {
    expect([refused.status, Number(refused.headers.get("retry-after"))]).toEqual([503, 5]);
    expect(await refused.json()).toMatchObject({
      title: "Unavailable",
      detail: "The database is migrating.",
    });
  }
  expect((await fetch(`${url}/livez`)).status).toBe(200);
  const page = fetch(`${url}/alerts`);
  await once(server, "request");
  open((_, response) => response.end("now"));
  expect(await (await page).text()).toBe("now");
  server.close();
  server.closeAllConnections();
});
