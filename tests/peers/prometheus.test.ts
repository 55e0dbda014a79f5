import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../support/free-port.ts";
import { until } from "../support/until.ts";
import { type Peer, program, startPrometheus } from "./programs.ts";
import { startWorld, type World } from "./world.ts";

const RULES = `groups:
  - name: shop
    rules:
      - alert: ShopDown
        expr: up{job="shop"} == 0
        labels:
          severity: critical
        annotations:
          summary: "{{ $labels.job }} is down"
          description: "Nothing answers at its port."
`;

const configuration = (alerting: string, shopPort: number, replica: string): string => `global:
  scrape_interval: 1s
  scrape_timeout: 1s
  evaluation_interval: 1s
  external_labels:
    replica: ${replica}
rule_files: [rules.yml]
scrape_configs:
  - job_name: shop
    static_configs:
      - targets: ["127.0.0.1:${shopPort}"]
${alerting}`;

let world: World;
let shopPort: number;
const replicas: Peer[] = [];

beforeAll(async () => {
  await program("prometheus");
  world = await startWorld();
  shopPort = await freePort();
  for (const replica of ["a", "b"]) {
    const alerting = world.snippet("prometheus", "prometheus.yml");
    const files = { "rules.yml": RULES };
    replicas.push(await startPrometheus(configuration(alerting, shopPort, replica), files));
  }
});

afterAll(async () => {
  for (const replica of replicas) await replica[Symbol.asyncDispose]();
  await world?.[Symbol.asyncDispose]();
});

/** What Prometheus scrapes; the alert ends once it answers. */
async function openShop(): Promise<Server> {
  const shop = createServer((_, response) => response.end("shop_orders 1\n"));
  shop.listen(shopPort, "127.0.0.1");
  await once(shop, "listening");
  return shop;
}

test("Prometheus fires and resolves: two replicas make one alert, which is delivered twice", async () => {
  const opened = await world.waitFor("shop is down", "Open");
  expect(opened).toMatchObject({
    alert_id: `prometheus:peers:{alertname="ShopDown", instance="127.0.0.1:${shopPort}", job="shop", severity="critical"}`,
    category: "ShopDown",
    description: "Nothing answers at its port.",
    priority: "Critical",
    source_id: `127.0.0.1:${shopPort}`,
    source_name: "shop",
    source_type: "prometheus",
    source_url: expect.stringMatching(/^http:\/\/.*\/graph\?g0\.expr=up/),
    previous_alert_status: null,
  });
  await until("Prometheus to send it again", async () => {
    const { occurrences } = await world.api.alert(opened.alert_id);
    return occurrences >= 5;
  });

  const shop = await openShop();
  try {
    const resolved = await world.waitFor("shop is down", "Resolved");
    expect(resolved).toMatchObject({ alert_id: opened.alert_id, previous_alert_status: "Open" });
  } finally {
    shop.close();
    shop.closeAllConnections();
  }
  expect(world.delivered().map(({ status }) => status)).toEqual(["Open", "Resolved"]);
  for (const replica of replicas) expect(replica.output()).not.toContain("Error sending alert");
});
