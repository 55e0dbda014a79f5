import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { CardPage } from "#components/ui/card-page.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { localPath } from "#lib/web/auth/local-path.ts";
import { currentSession } from "#lib/web/auth/session.ts";
import { emailAtSecondStep } from "#lib/web/auth/start-session.ts";
import { codeRefusalByCode } from "../refusals.ts";
import { CodeForm } from "./code-form.tsx";

export const metadata: Metadata = { title: "Second factor" };

type Props = { searchParams: Promise<{ next?: string | string[]; refused?: string | string[] }> };

/** The second step of signing in, for a browser that has given the right password. */
export default async function CodePage({ searchParams }: Props) {
  const { next, refused } = await searchParams;
  const goingTo = localPath(typeof next === "string" ? next : undefined);
  if ((await currentSession()) !== null) redirect(goingTo);
  const email = await emailAtSecondStep();
  if (email === null) redirect(`/login?${new URLSearchParams({ next: goingTo, refused: "over" })}`);
  return (
    <CardPage
      title="Second factor"
      description={
        <>
          Signing in as <OutsideText text={email} />
        </>
      }
    >
      <CodeForm goingTo={goingTo} refusal={codeRefusalByCode(refused)} />
    </CardPage>
  );
}
