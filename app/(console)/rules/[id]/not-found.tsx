import { PageMissing } from "#components/console/page-missing.tsx";
import { RULES } from "#components/paths.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";

export default function RuleNotFound() {
  return <PageMissing what="rule" action={<ButtonLink href={RULES}>Back to rules</ButtonLink>} />;
}
