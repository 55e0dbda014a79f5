import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { LiveRefresh } from "#components/live/live-refresh.tsx";
import { sourceTypePath } from "#components/paths.ts";
import { DeleteSource } from "#components/sources/own/delete-source.tsx";
import { EditOwnSource } from "#components/sources/own/edit-own-source.tsx";
import { OnlyForAdmins } from "#components/sources/own/only-for-admins.tsx";
import { PostAddress } from "#components/sources/own/post-address.tsx";
import { shownOwnSource } from "#components/sources/own/shown-own-source.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { findSource } from "#db/queries/sources.ts";
import { readDb } from "#db/read.ts";
import { type Actor, may } from "#lib/domain/people/actor.ts";
import type { CaughtBody } from "#lib/domain/source/own/caught.ts";
import type { SourceView } from "#lib/domain/source/own/source-view.ts";
import { visibleText } from "#lib/domain/visible-text.ts";
import { engine } from "#lib/engine/client.ts";
import { ownAddress } from "#lib/web/auth/own-address.ts";
import { actorOf, requireSession } from "#lib/web/auth/session.ts";
import { changesMark } from "#lib/web/live/mark.ts";
import { changeSource, deleteSource, tryExpressions } from "../actions.ts";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ body?: unknown }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const session = await requireSession();
  if (!may(actorOf(session), "manage")) return { title: "Sources" };
  return { title: visibleText(sourceOf((await params).id).name) };
}

/** A source of one's own: its address, the last bodies that came in, and the expressions that read them. */
export default async function OwnSourcePage({ params, searchParams }: Props) {
  const actor = actorOf(await requireSession());
  if (!may(actor, "manage")) return <OnlyForAdmins />;
  const seen = changesMark();
  const source = sourceOf((await params).id);
  const caught = await caughtBodies(actor, source.id);
  const { body } = await searchParams;
  const sample = caught.find(({ seq }) => String(seq) === body) ?? caught[0];
  const url = `${await ownAddress()}/api/v1/in/${source.id}`;
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title={source.name}
        description="Any JSON: an expression per field turns what comes in into alerts."
        actions={
          <>
            <LiveRefresh
              seen={seen}
              watched={{ source: [source.id] }}
              summary={`${caught.length} bodies came in.`}
            />
            <DeleteSource id={source.id} name={source.name} remove={deleteSource} />
          </>
        }
      />
      <EditOwnSource
        address={<PostAddress url={url} heard={caught.length > 0} />}
        source={shownOwnSource(source)}
        caught={caught.map(({ seq, receivedAt, keyName, became }) => ({ seq, receivedAt, keyName, became }))}
        sample={sample ?? null}
        change={changeSource}
        tryOut={tryExpressions}
        now={Date.now()}
      />
    </div>
  );
}

/** Leads on to the page of a sender's type; answers 404 if there is no such source. */
function sourceOf(id: string): SourceView {
  const source = findSource(readDb(), decodeURIComponent(id));
  if (source === undefined) notFound();
  if (source.type !== "json") redirect(sourceTypePath(source.id));
  return source;
}

/** Only the engine opens what is sealed. */
const caughtBodies = (actor: Actor, id: string): Promise<CaughtBody[]> =>
  engine().run("sources.show-caught", { actor, input: { id } });
