import { Tabs } from "#components/ui/tabs.tsx";

/** The tabs of one webhook. */
export function DetailsTab({ href }: { href: string }) {
  return <Tabs label="Webhook" tabs={[{ label: "Details", href }]} />;
}
