/** A command that posts an alert to this installation. Without a key it contains a placeholder. */
export function curlExample(address: string, key = "YOUR_API_KEY"): string {
  return [
    `curl -X POST ${address}/api/v1/alerts`,
    `  -H 'Authorization: Bearer ${key}'`,
    "  -H 'Content-Type: application/json'",
    `  -d '{"alert_title":"Disk almost full","priority":"High"}'`,
  ].join(" \\\n");
}
