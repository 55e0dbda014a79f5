import { ScrollText } from "lucide-react";
import { SETTINGS } from "#components/paths.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";

/** The audit log, as somebody sees it who may not read it. */
export function OnlyForAdmins() {
  return (
    <div className="flex flex-col gap-4">
      <PageHeader title="Audit Log" />
      <EmptyState icon={<ScrollText />} action={<ButtonLink href={SETTINGS}>Show the settings</ButtonLink>}>
        Only admins read the audit log: ask one of them.
      </EmptyState>
    </div>
  );
}
