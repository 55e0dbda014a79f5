import { Tabs } from "#components/ui/tabs.tsx";
import { ACCESS_REQUESTS } from "./paths.ts";

/** The tabs of Access Requests. */
export function SettingsTab() {
  return <Tabs label="Access Requests" tabs={[{ label: "Settings", href: ACCESS_REQUESTS }]} />;
}
