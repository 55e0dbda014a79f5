import type { ConfigurationFacts, SourceDescription } from "./source.ts";

/** The parameters of the media type: their names, and the macros that fill them. */
const PARAMETERS = {
  event_source: "{EVENT.SOURCE}",
  event_value: "{EVENT.VALUE}",
  event_id: "{EVENT.ID}",
  trigger_id: "{TRIGGER.ID}",
  event_name: "{EVENT.NAME}",
  event_severity: "{EVENT.SEVERITY}",
  event_nseverity: "{EVENT.NSEVERITY}",
  event_date: "{EVENT.DATE}",
  event_time: "{EVENT.TIME}",
  event_timestamp: "{EVENT.TIMESTAMP}",
  event_recovery_timestamp: "{EVENT.RECOVERY.TIMESTAMP}",
  event_update_status: "{EVENT.UPDATE.STATUS}",
  event_tags: "{EVENT.TAGSJSON}",
  event_opdata: "{EVENT.OPDATA}",
  host_name: "{HOST.NAME}",
  host_ip: "{HOST.IP}",
  alert_subject: "{ALERT.SUBJECT}",
  alert_message: "{ALERT.MESSAGE}",
  zabbix_url: "{$ZABBIX.URL}",
} as const;

const SCRIPT = `var params = JSON.parse(value);
var request = new HttpRequest();
request.addHeader('Content-Type: application/json');
request.addHeader('Authorization: Bearer ' + params.tocsin_key);
var url = params.tocsin_url;
delete params.tocsin_url;
delete params.tocsin_key;
var answer = request.post(url, JSON.stringify(params));
if (request.getStatus() < 200 || request.getStatus() >= 300)
    throw 'Tocsin answered ' + request.getStatus() + ': ' + answer;
return 'OK';
`;

export const zabbixDescription: SourceDescription = {
  label: "Zabbix",
  summary: "Zabbix sends problems, their updates and their recoveries by a media type of the kind Webhook.",
  credentials: "bearer",
  steps: [
    "In Zabbix, open Alerts > Media types, create one of the type Webhook, remove its parameters and add these.",
    "Paste the script, and add message templates for Problem, Problem recovery and Problem update.",
    "Press Test in the list of media types: the test alert appears here.",
    "Give a user this media, and make an action that sends to this user, with recovery operations.",
  ],
  snippets: (facts) => [
    { label: "Parameters", language: "text", text: parameters(facts) },
    { label: "Script", language: "text", text: SCRIPT },
  ],
  settings: [],
  mapping: [
    { field: "alert_id", from: "event_id, which a problem and its recovery share; else trigger_id" },
    { field: "alert_title", from: "event_name, else alert_subject" },
    { field: "description", from: "alert_message" },
    { field: "event_description", from: "event_opdata" },
    { field: "status", from: "event_value: 0 is Resolved, 1 is Open, and Acknowledged stays" },
    { field: "priority", from: "event_nseverity: 5 Critical, 4 High, 3 and 2 Medium, 1 and 0 Low" },
    { field: "source_id", from: "host_ip" },
    { field: "source_name", from: "host_name" },
    { field: "source_url", from: "the problem's page below zabbix_url" },
    { field: "occurred_at", from: "event_timestamp, event_recovery_timestamp" },
  ],
  notes: [
    "A macro that Zabbix doesn't fill in ({…}) counts as absent.",
    "Zabbix fills in no macros when a media type is tested: a body in which all are unfilled is the test message.",
    "event_date and event_time are in the time of the Zabbix server, which they don't tell: without event_timestamp (Zabbix 7.0 and later), the time of receipt counts.",
    "Set the global macro {$ZABBIX.URL} to the address of your Zabbix for links back to it.",
  ],
  verifiedBy: {
    page: "Zabbix: Webhook media type, and supported macros",
    href: "https://www.zabbix.com/documentation/current/en/manual/config/notifications/media/webhook",
  },
  sample: {
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      event_source: "0",
      event_value: "1",
      event_id: "884213",
      trigger_id: "20114",
      event_name: "High CPU on web-2",
      event_severity: "High",
      event_nseverity: "4",
      event_timestamp: "1795856798",
      event_recovery_timestamp: "{EVENT.RECOVERY.TIMESTAMP}",
      event_update_status: "0",
      event_opdata: "Current utilization: 97.2 %",
      host_name: "web-2",
      host_ip: "192.0.2.22",
      alert_subject: "Problem: High CPU on web-2",
      alert_message: "Problem started at 10:06:38\nHost: web-2",
      zabbix_url: "https://zabbix.example.net/",
    }),
  },
};

const parameters = ({ url, key }: ConfigurationFacts): string =>
  Object.entries({ tocsin_url: url, tocsin_key: key, ...PARAMETERS })
    .map(([name, value]) => `${name}: ${value}\n`)
    .join("");
