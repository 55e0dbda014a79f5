import type { ReactNode } from "react";
import { USERS } from "#components/paths.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { KeyValues } from "#components/ui/key-values.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { UserView } from "#lib/domain/people/user-view.ts";
import { NameFacts } from "./user-facts.tsx";
import { UserStatus } from "./user-status.tsx";

type Props = {
  user: UserView;
  /** AccessFacts. */
  access: ReactNode;
  /** LiveRefresh. */
  live: ReactNode;
};

/** A user for people who may only look. */
export function ViewUser({ user, access, live }: Props) {
  return (
    <div className="flex w-full max-w-180 flex-col gap-5">
      <PageHeader
        title={user.name}
        status={<UserStatus state={user.state} />}
        actions={live}
        description="You can look at this user; an admin can change them."
      />
      <KeyValues>
        <NameFacts user={user} />
        {access}
      </KeyValues>
      <div>
        <ButtonLink href={USERS}>Back to users</ButtonLink>
      </div>
    </div>
  );
}
