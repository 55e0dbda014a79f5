import { receiveAlerts } from "#lib/ingest/receive-alerts.ts";
import { methodNotAllowed } from "#lib/rest/method-not-allowed.ts";

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
  receiveAlerts as POST,
};
