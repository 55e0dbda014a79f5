import { apiOf, createApiKey } from "../../support/api.ts";
import type { Tocsin } from "../../support/server.ts";

/** An alert as Prometheus posts it. */
export type PrometheusAlert = {
  labels: Record<string, string>;
  annotations?: Record<string, string>;
  startsAt?: string;
  endsAt?: string;
};

/** An alert that fires, and that ends at `endsAt` (ms since 1970) unless it is sent again. */
export const firing = (name: string, endsAt = Date.now() + 240_000): PrometheusAlert => ({
  labels: { alertname: name, severity: "critical" },
  annotations: { summary: `Summary of ${name}` },
  startsAt: new Date(Date.now() - 60_000).toISOString(),
  endsAt: new Date(endsAt).toISOString(),
});

/** The same alert once it is over. */
export const over = (alert: PrometheusAlert): PrometheusAlert => ({
  ...alert,
  endsAt: new Date(Date.now() - 1_000).toISOString(),
});

/** The id of Prometheus' alert `name` by a key of the namespace `tests`. */
export const idOf = (name: string): string => `prometheus:tests:{alertname="${name}", severity="critical"}`;

/** Posts alerts as Prometheus does, with a key that may only post. */
export function prometheusOf({ url, dataDir }: Pick<Tocsin, "url" | "dataDir">) {
  const api = apiOf(url, createApiKey(dataDir, ["ingest"], "Tests"));
  return async (alerts: readonly PrometheusAlert[], headers: Record<string, string> = {}) =>
    api.request<{ accepted: number; duplicates: number; results: { event_id: string; alert_id: string }[] }>(
      "POST",
      "/api/v1/in/prometheus/api/v2/alerts",
      { body: alerts, headers },
    );
}
