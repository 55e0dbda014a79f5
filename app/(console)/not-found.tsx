import type { Metadata } from "next";
import { PageMissing } from "#components/console/page-missing.tsx";
import { WayBack } from "#components/console/way-back.tsx";

export const metadata: Metadata = { title: "Page not found" };

export default function ConsolePageNotFound() {
  return <PageMissing action={<WayBack />} />;
}
