import { ACCESS_REQUESTS } from "#components/paths.ts";
import { Tabs } from "#components/ui/tabs.tsx";

/** The tabs of Access Requests. */
export function SettingsTab() {
  return <Tabs label="Access Requests" tabs={[{ label: "Settings", href: ACCESS_REQUESTS }]} />;
}
