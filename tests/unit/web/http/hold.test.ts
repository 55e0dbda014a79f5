import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { holdRequests } from "#lib/web/http/hold.ts";

test("until there is somebody to answer, /livez is answered and all else waits", async () => {
  const server = createServer();
  const open = holdRequests(server);
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
