import { SingleSignOn } from "#components/profile/single-sign-on.tsx";
import { linkedIdentity } from "#db/queries/oidc-users.ts";
import { readDb } from "#db/read.ts";
import { oidcRefusalByCode, oidcRefusalText } from "#lib/domain/people/oidc-refusal.ts";
import { requireSession } from "#lib/web/auth/session.ts";
import { waysToSignIn } from "#lib/web/auth/ways-in.ts";
import { beginToLink, unlink } from "./single-sign-on-actions.ts";

/** The profile's section about the OpenID provider; nothing without one. `outcome` is the address's. */
export async function SingleSignOnCard({ outcome }: { outcome: string | undefined }) {
  const { user } = await requireSession();
  const { oidc, password } = waysToSignIn();
  if (oidc === null) return null;
  const linked = linkedIdentity(readDb(), user.id);
  const refusal = oidcRefusalByCode(outcome);
  return (
    <SingleSignOn
      name={oidc.name}
      isLinked={linked !== undefined && linked.oidcSubject !== null}
      mayUnlink={linked !== undefined && linked.passwordHash !== null && password}
      refusal={refusal && oidcRefusalText(refusal, { name: oidc.name, password })}
      beginToLink={beginToLink}
      unlink={unlink}
    />
  );
}
