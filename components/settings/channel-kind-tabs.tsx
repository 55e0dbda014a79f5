import { CHANNEL_KINDS } from "#components/console/navigation.ts";
import { Tabs } from "#components/ui/tabs.tsx";

/** The icons are left out: they stay on the server. */
const TABS = CHANNEL_KINDS.map(({ label, href }) => ({ label, href }));

/** The kinds of channels, each with its list. */
export function ChannelKindTabs() {
  return <Tabs label="Notification channels" tabs={TABS} />;
}
