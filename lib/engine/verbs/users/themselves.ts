import type { Actor, Role } from "#lib/domain/people/actor.ts";

/** The actor of whoever signs in, or uses a link: they act for themselves, by the request that asks. */
export const themselves = (
  { id, name, role }: { id: string; name: string; role: Role },
  { requestId, address }: Pick<Actor, "requestId" | "address">,
): Actor => ({ kind: "user", id, name, role, requestId, address });
