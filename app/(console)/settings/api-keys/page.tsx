import { KeyRound, Plus } from "lucide-react";
import type { Metadata } from "next";
import { ApiKeysTable } from "#components/api-keys/api-keys-table.tsx";
import { ListPage } from "#components/list/list-page.tsx";
import { LiveRefresh } from "#components/live/live-refresh.tsx";
import { NEW_API_KEY } from "#components/paths.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { listApiKeys } from "#db/queries/api-keys.ts";
import { readDb } from "#db/read.ts";
import { may } from "#lib/domain/people/actor.ts";
import { actorOf, requireSession } from "#lib/web/auth/session.ts";
import { changesMark } from "#lib/web/live/mark.ts";
import { revokeApiKey } from "./actions.ts";

export const metadata: Metadata = { title: "API Keys" };

export default async function ApiKeysPage() {
  const session = await requireSession();
  const mayManage = may(actorOf(session), "manage");
  const seen = changesMark();
  const now = Date.now();
  const keys = await listApiKeys(readDb(), now);
  return (
    <ListPage
      title="API Keys"
      description="Internal tools and scripts sign in with these. Only admins add and revoke them."
      actions={
        <>
          <LiveRefresh
            seen={seen}
            watched={{ "api-key": "all" }}
            summary={`${keys.length} API keys shown.`}
          />
          {mayManage && keys.length > 0 && <CreateLink />}
        </>
      }
    >
      {keys.length === 0 ? (
        <EmptyState icon={<KeyRound />} action={mayManage && <CreateLink />}>
          No API keys yet. {mayManage ? "Create one" : "Ask an admin for one"} so that a tool can post alerts.
        </EmptyState>
      ) : (
        <ApiKeysTable keys={keys} now={now} revoke={mayManage ? revokeApiKey : undefined} />
      )}
    </ListPage>
  );
}

function CreateLink() {
  return (
    <ButtonLink href={NEW_API_KEY} variant="primary" icon={<Plus aria-hidden />}>
      Add
    </ButtonLink>
  );
}
