import { ListFilter } from "lucide-react";
import { ListPage } from "#components/list/list-page.tsx";
import { RULES } from "#components/paths.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

/** Shown to users who may not add rules. */
export function NoNewRules() {
  return (
    <ListPage title="Rule Management">
      <EmptyState icon={<ListFilter />} action={<ButtonLink href={RULES}>Back to rules</ButtonLink>}>
        Your role does not allow adding rules: ask an admin.
      </EmptyState>
    </ListPage>
  );
}
