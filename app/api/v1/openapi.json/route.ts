import { openApiDocument } from "#lib/web/rest/openapi/document.ts";
import { takesOnly } from "#lib/web/rest/takes-only.ts";

/** Open to everyone: it describes the interface, not the installation. */
export const GET = (): Response => Response.json(openApiDocument);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = takesOnly("GET");
