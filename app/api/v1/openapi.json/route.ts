import { methodNotAllowed } from "#lib/rest/method-not-allowed.ts";
import { openApiDocument } from "#lib/rest/openapi/document.ts";

/** Open to everyone: it describes the interface, not the installation. */
export const GET = (): Response => Response.json(openApiDocument);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
};
