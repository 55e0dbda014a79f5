/** The seven events that the Access Requests settings route, instead of rules. */
export const ACCESS_REQUEST_EVENTS = [
  "access_management_access_request",
  "access_management_access_request_approval",
  "access_management_association_change",
  "access_management_approval_flow_create",
  "access_management_approval_flow_update",
  "access_management_approval_flow_delete",
  "access_management_access_request_settings_update",
] as const;
export type AccessRequestEvent = (typeof ACCESS_REQUEST_EVENTS)[number];

/** Each event's name for people, and when it happens. */
export const ACCESS_REQUEST_EVENT_MEANS: Record<AccessRequestEvent, { name: string; description: string }> = {
  access_management_access_request: {
    name: "Request created",
    description: "Someone asks for access.",
  },
  access_management_access_request_approval: {
    name: "Request approved or denied",
    description: "An approver decides on a request.",
  },
  access_management_association_change: {
    name: "Request executed",
    description: "Access is granted or revoked.",
  },
  access_management_approval_flow_create: {
    name: "Approval flow created",
    description: "Someone defines who must approve.",
  },
  access_management_approval_flow_update: {
    name: "Approval flow updated",
    description: "Someone changes who must approve.",
  },
  access_management_approval_flow_delete: {
    name: "Approval flow deleted",
    description: "Someone removes an approval flow.",
  },
  access_management_access_request_settings_update: {
    name: "Access request settings updated",
    description: "Someone changes how access requests work.",
  },
};

const EVENTS: ReadonlySet<string> = new Set(ACCESS_REQUEST_EVENTS);

export const isAccessRequestEvent = (diEvent: string | null): diEvent is AccessRequestEvent =>
  diEvent !== null && EVENTS.has(diEvent);
