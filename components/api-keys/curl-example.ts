/** A command that posts an alert to this installation; without a key it holds a word to replace. */
export function curlExample(address: string, key = "YOUR_API_KEY"): string {
  return [
    `curl -X POST ${address}/api/v1/alerts`,
    `  -H 'Authorization: Bearer ${key}'`,
    "  -H 'Content-Type: application/json'",
    `  -d '{"alert_title":"Disk almost full","priority":"High"}'`,
  ].join(" \\\n");
}
