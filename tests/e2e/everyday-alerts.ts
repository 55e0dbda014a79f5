import type { Api } from "../support/api.ts";

export const LONG_TITLE =
  "Backup of the customer database failed: no space left on device, and nobody has freed any since";

/** 50 everyday alerts: some have a category, some came more than once. */
export async function postAlerts(api: Api): Promise<void> {
  const alerts = Array.from({ length: 50 }, (_, n) => ({
    alert_id: `a-${n}`,
    alert_title: n % 5 === 0 ? `${LONG_TITLE} (${n})` : `Disk almost full on db-${n}`,
    priority: ["Critical", "High", "Medium", "Low"][n % 4],
    source_name: n % 3 === 0 ? "Nagios of the old data centre" : "Grafana",
    ...(n % 2 === 0 && { category: "Storage" }),
  }));
  await api.post(alerts);
  await api.post(alerts.slice(0, 3));
}
