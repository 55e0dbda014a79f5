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

const EVENTS: ReadonlySet<string> = new Set(ACCESS_REQUEST_EVENTS);

export const isAccessRequestEvent = (diEvent: string | null): boolean =>
  diEvent !== null && EVENTS.has(diEvent);
