import { PageMissing } from "#components/console/page-missing.tsx";
import { SOURCES } from "#components/paths.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";

export default function SourceTypeNotFound() {
  return <PageMissing what="source" action={<ButtonLink href={SOURCES}>Back to sources</ButtonLink>} />;
}
