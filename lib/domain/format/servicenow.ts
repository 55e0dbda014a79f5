import type { FormatDescription } from "./format.ts";

const PATHS = ["/api/global/em/jsonv2", "/em_event.do"];

export const servicenowDescription: FormatDescription = {
  label: "ServiceNow (events)",
  summary:
    "Creates an event (`em_event`) of ServiceNow's Event Management, which opens and closes its alert.",
  fields: [],
  urlSteps: [
    "In ServiceNow, make a user with the role evt_mgmt_integration.",
    "Use the URL https://<your instance>.service-now.com/api/global/em/jsonv2.",
    "Choose Basic Authentication, with that user's name and password.",
  ],
  urlHelp: {
    label: "Push events by web service API",
    href: "https://www.servicenow.com/docs/r/it-operations-management/event-management/send-events-via-web-service.html",
  },
  urlPlaceholder: "https://example.service-now.com/api/global/em/jsonv2",
  ownUrl: ({ host, pathname }) => (host.endsWith(".service-now.com") && PATHS.includes(pathname) ? [] : null),
  limits: [
    { of: "Source, node, type, resource", at_most: "100 characters" },
    { of: "`message_key`", at_most: "1,024 characters" },
    { of: "Description (title and description)", at_most: "4,000 characters" },
    { of: "`additional_info`", at_most: "text values only; others become JSON text" },
  ],
  onClose:
    "It clears the event's severity and sets `resolution_state` Closing for the same `message_key`, which closes the alert.",
  verifiedBy: {
    page: "ServiceNow, Event field format for event collection",
    href: "https://www.servicenow.com/docs/r/it-operations-management/event-management/c_EMIntegrateRequirementEvent.html",
  },
};
