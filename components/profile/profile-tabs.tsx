import { PROFILE_TABS } from "#components/paths.ts";
import { Tabs } from "#components/ui/tabs.tsx";

export function ProfileTabs() {
  return <Tabs label="Profile" tabs={PROFILE_TABS} />;
}
