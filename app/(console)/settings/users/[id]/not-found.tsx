import { PageMissing } from "#components/console/page-missing.tsx";
import { USERS } from "#components/paths.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";

export default function UserNotFound() {
  return <PageMissing what="user" action={<ButtonLink href={USERS}>Back to users</ButtonLink>} />;
}
