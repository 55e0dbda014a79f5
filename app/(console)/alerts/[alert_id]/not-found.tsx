import { PageMissing } from "#components/console/page-missing.tsx";
import { ALERTS } from "#components/paths.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";

export default function AlertNotFound() {
  return <PageMissing what="alert" action={<ButtonLink href={ALERTS}>Show all alerts</ButtonLink>} />;
}
