import { expect, test } from "vitest";
import { type Api, connect, type Problem } from "../../support/api.ts";
import { startTocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";
import { diskKinds, smallDisk } from "./disks.ts";

const mounts = diskKinds().length > 1;
const LARGE = Array.from({ length: 80 }, (_, index) => ({
  alert_title: `Large ${index}`,
  description: "x".repeat(9_000),
}));

/** Posts until several in a row are refused: what is free inside the files is used up. */
async function fillUp(api: Api): Promise<void> {
  for (const body of [LARGE, { alert_title: "Small" }])
    await until("posts to be refused", async () => {
      const { status } = await api.request("POST", "/api/v1/alerts", { body });
      return status === 503;
    });
}

test.each(mounts ? ["a small file system"] : [])(
  "%s, full: /healthz says so without a path, /livez goes on, the log tells of it once",
  async () => {
    using disk = smallDisk();
    await using tocsin = await startTocsin({ dataDir: disk.dataDir });
    const api = connect(tocsin);
    expect((await api.get("/healthz")).status).toBe(200);
    disk.fill();
    await fillUp(api);
    const ill = await until(
      "the health check to see it",
      async () => {
        const answer = await api.get<Problem>("/healthz");
        return answer.status === 503 && answer;
      },
      25_000,
    );
    expect(ill.body).toMatchObject({ status: 503, title: "Unavailable" });
    expect(ill.body.detail).toMatch(/^The (disk|database)[^/]+: nothing can be stored\.$/);
    expect((await api.get("/livez")).status).toBe(200);
    for (let count = 0; count < 10; count++) await api.request("POST", "/api/v1/alerts", { body: LARGE });
    const told = () => tocsin.logs().filter(({ msg }) => msg?.startsWith("storage: "));
    expect(told()).toHaveLength(1);
    expect(told()[0]).toMatchObject({ level: 50, refused: expect.any(Number) });
    expect(tocsin.logs().filter(({ msg }) => msg === "a turn was rolled back")).toEqual([]);

    disk.makeRoom();
    await tocsin.waitForLog(({ msg }) => msg === "the database can be written again", 25_000);
    expect((await api.get("/healthz")).status).toBe(200);
    expect((await api.request("POST", "/api/v1/alerts", { body: LARGE })).status).toBe(202);
  },
);
