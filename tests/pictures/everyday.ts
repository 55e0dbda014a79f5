import type { Api } from "../support/api.ts";

const ALERTS = [
  ["tls-shop", "Certificate of shop.example.com expires in 7 days", "Medium", "TLS", "certbot", 1],
  ["queue", "Queue mail-out grows", "Low", "Mail", "rabbitmq", 1],
  ["backup", "Backup of db-1 did not run", "Critical", "Backup", "restic", 2],
  ["cpu", "CPU above 95 % for 10 minutes on web-3", "High", "Compute", "Prometheus", 4],
  ["login", "Login from an unknown country", "High", "Security", "sign-in", 1],
  ["checkout", "Checkout answers 502 for 4 % of requests", "Critical", "Web", "Grafana", 7],
  ["disk", "Disk almost full on db-1", "Critical", "Storage", "Prometheus", 3],
] as const;

const LATER: Partial<Record<string, string>> = {
  queue: "Resolved",
  login: "Acknowledged",
  checkout: "Acknowledged",
};

/** A day's alerts, some of which came more than once or were taken care of. */
export async function postEverydayAlerts(api: Api): Promise<void> {
  for (const [alert_id, alert_title, priority, category, source_name, times] of ALERTS) {
    const alert = { alert_id, alert_title, priority, category, source_name };
    for (let posted = 1; posted < times; posted++) await api.post(alert);
    await api.post({ ...alert, status: LATER[alert_id] });
  }
}
