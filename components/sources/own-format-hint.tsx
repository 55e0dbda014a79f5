import { ADD_SOURCE } from "#components/paths.ts";
import { TextLink } from "#components/ui/text-link.tsx";

/** Says beside a curl example that other programs need none. Renders nothing for users who can't add sources. */
export function OwnFormatHint({ mayManage }: { mayManage: boolean }) {
  if (!mayManage) return null;
  return (
    <p>
      Prometheus, Grafana, Uptime Kuma and others post in their own format:{" "}
      <TextLink href={ADD_SOURCE}>add a source</TextLink>.
    </p>
  );
}
