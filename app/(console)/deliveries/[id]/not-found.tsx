import { PageMissing } from "#components/console/page-missing.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";

export default function DeliveryNotFound() {
  return (
    <PageMissing what="delivery" action={<ButtonLink href="/deliveries">Show all deliveries</ButtonLink>} />
  );
}
