import { Radio } from "lucide-react";
import { ListPage } from "#components/list/list-page.tsx";
import { SOURCES } from "#components/paths.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

/** Shown to users who may not see what sources receive. */
export function OnlyForAdmins() {
  return (
    <ListPage title="Sources">
      <EmptyState icon={<Radio />} action={<ButtonLink href={SOURCES}>Back to sources</ButtonLink>}>
        Your role does not allow this: ask an admin.
      </EmptyState>
    </ListPage>
  );
}
