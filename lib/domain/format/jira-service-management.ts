import type { FormatDescription } from "./format.ts";

const ENDPOINTS = [
  "api.atlassian.com/jsm/ops/integration/v2/alerts",
  "api.opsgenie.com/v2/alerts",
  "api.eu.opsgenie.com/v2/alerts",
];

export const jiraServiceManagementDescription: FormatDescription = {
  label: "Jira Service Management (alerts)",
  summary:
    "Creates, acknowledges and closes an alert of Jira Service Management, or of Opsgenie, by its alias.",
  fields: [
    {
      name: "api_key",
      label: "API Key",
      help: "The key of the API integration. It is sent as Authorization: GenieKey.",
      placeholder: "1a2b3c4d-…",
      kind: "secret",
      required: true,
      max: 200,
      header: "authorization",
    },
  ],
  urlSteps: [
    "In Jira Service Management, open the team's Operations and its Integrations.",
    "Add an integration of the type API, and turn it on.",
    "Copy its API key into the field below, and leave Authentication at None.",
    "Use the URL https://api.atlassian.com/jsm/ops/integration/v2/alerts. Tocsin adds the alias and the action when it closes or acknowledges.",
  ],
  urlHelp: {
    label: "Integration events",
    href: "https://developer.atlassian.com/cloud/jira/service-desk-ops/rest/v1/api-group-integration-events/",
  },
  urlPlaceholder: "https://api.atlassian.com/jsm/ops/integration/v2/alerts",
  ownUrl: ({ host, pathname }) => (ENDPOINTS.includes(`${host}${pathname}`) ? [] : null),
  limits: [
    { of: "Message (the title)", at_most: "130 characters" },
    { of: "Alias", at_most: "512 characters; an alert id that doesn't fit into a path is hashed" },
    { of: "Description", at_most: "15,000 characters" },
    { of: "Extra properties", at_most: "8,000 characters in all; the last are left out" },
    { of: "Entity", at_most: "512 characters" },
    { of: "Source and user", at_most: "100 characters" },
    { of: "A tag", at_most: "50 characters" },
  ],
  onClose: "It closes the alert that the first event created: both name the same alias.",
  verifiedBy: {
    page: "Opsgenie, Alerts and alert fields",
    href: "https://docs.opsgenie.com/docs/alerts-and-alert-fields",
  },
};
