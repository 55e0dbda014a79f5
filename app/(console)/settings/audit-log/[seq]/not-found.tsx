import { PageMissing } from "#components/console/page-missing.tsx";
import { AUDIT_LOG } from "#components/paths.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";

export default function AuditRowNotFound() {
  return (
    <PageMissing what="audit row" action={<ButtonLink href={AUDIT_LOG}>Show the audit log</ButtonLink>} />
  );
}
