import { PROFILE, PROFILE_SECURITY } from "#components/paths.ts";
import { Tabs } from "#components/ui/tabs.tsx";

export function ProfileTabs() {
  return <Tabs label="Profile" tabs={TABS} />;
}

const TABS = [
  { label: "Details", href: PROFILE, exact: true },
  { label: "Security", href: PROFILE_SECURITY },
];
