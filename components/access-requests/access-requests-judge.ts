import { zodResolver } from "@hookform/resolvers/zod";
import { accessRequestsSchema } from "#lib/domain/rule/access-request-schema.ts";

/** Validates the settings' form with the server's schema. */
export const resolver = zodResolver(accessRequestsSchema);
