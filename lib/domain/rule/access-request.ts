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

/** What people call each event, and when it happens. */
export const ACCESS_REQUEST_EVENT_MEANS: Record<AccessRequestEvent, { name: string; description: string }> = {
  access_management_access_request: {
    name: "Request created",
    description: "Somebody asks for access.",
  },
  access_management_access_request_approval: {
    name: "Request approved or denied",
    description: "An approver decides on a request.",
  },
  access_management_association_change: {
    name: "Request executed",
    description: "The access is given or taken away.",
  },
  access_management_approval_flow_create: {
    name: "Approval flow created",
    description: "Who has to approve is laid down.",
  },
  access_management_approval_flow_update: {
    name: "Approval flow updated",
    description: "Who has to approve is changed.",
  },
  access_management_approval_flow_delete: {
    name: "Approval flow deleted",
    description: "An approval flow is removed.",
  },
  access_management_access_request_settings_update: {
    name: "Access request settings updated",
    description: "How access requests work is changed.",
  },
};

const EVENTS: ReadonlySet<string> = new Set(ACCESS_REQUEST_EVENTS);

export const isAccessRequestEvent = (diEvent: string | null): diEvent is AccessRequestEvent =>
  diEvent !== null && EVENTS.has(diEvent);
