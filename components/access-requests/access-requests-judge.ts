import { zodResolver } from "@hookform/resolvers/zod";
import { accessRequestsSchema } from "#lib/domain/rule/access-request-schema.ts";

/** Judges the settings' form as the server does. */
export const resolver = zodResolver(accessRequestsSchema);
