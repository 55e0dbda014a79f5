import { PageMissing } from "#components/console/page-missing.tsx";
import { API_KEYS } from "#components/paths.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";

export default function ApiKeyNotFound() {
  return <PageMissing what="API key" action={<ButtonLink href={API_KEYS}>Back to API keys</ButtonLink>} />;
}
