export const ALERTS = "/alerts";

/** An alert's id may hold any printable character. */
export const alertPath = (alertId: string): string => `${ALERTS}/${encodeURIComponent(alertId)}`;
