"use client";

import { Link2, Unlink } from "lucide-react";
import { useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { WRAPPING } from "#components/ui/button-style.ts";
import { cn } from "#components/ui/cn.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Section } from "#components/ui/section.tsx";
import { headingOf, useTitleFocusAtEnd } from "#components/ui/title-focus.ts";
import { toast } from "#components/ui/toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";

type SingleSignOnProps = {
  /** The provider's name. */
  name: string;
  isLinked: boolean;
  /** Whether there is another way to sign in. */
  mayUnlink: boolean;
  /** Why linking failed. */
  refusal: string | undefined;
  beginToLink: () => Promise<ActionResult<{ url: string }>>;
  unlink: () => Promise<ActionResult>;
};

const SECTION = "single-sign-on";

/** Links the user to their identity at the OpenID provider, or unlinks them. */
export function SingleSignOn({ name, isLinked, mayUnlink, refusal, beginToLink, unlink }: SingleSignOnProps) {
  return (
    <Section id={SECTION} title="Single sign-on" note={isLinked ? "Linked" : "Not linked"}>
      {refusal && <AlertNote tone="danger">{refusal}</AlertNote>}
      {isLinked ? (
        <Linked name={name} mayUnlink={mayUnlink} unlink={unlink} />
      ) : (
        <NotLinked name={name} beginToLink={beginToLink} />
      )}
    </Section>
  );
}

function NotLinked({ name, beginToLink }: Pick<SingleSignOnProps, "name" | "beginToLink">) {
  const [failure, setFailure] = useState<string>();
  const [pending, setPending] = useState(false);

  async function begin() {
    setPending(true);
    const result = await answerOf(beginToLink());
    if (result.ok) return window.location.assign(result.value.url);
    setFailure(result.message);
    setPending(false);
  }

  return (
    <>
      {failure && <AlertNote tone="danger">{failure}</AlertNote>}
      <p className="text-muted">
        Link your user to sign in with {name}. From then on, each sign-in with it gives you the role that{" "}
        {name} names.
      </p>
      <Button
        className={cn("self-start noscript:hidden", WRAPPING)}
        icon={<Link2 aria-hidden />}
        pending={pending}
        onClick={begin}
      >
        Link {name}
      </Button>
    </>
  );
}

function Linked({ name, mayUnlink, unlink }: Pick<SingleSignOnProps, "name" | "mayUnlink" | "unlink">) {
  const [asks, setAsks] = useState(false);
  const focusHeadingAtEnd = useTitleFocusAtEnd(headingOf(SECTION));

  async function confirm() {
    const result = await answerOf(unlink());
    if (!result.ok) return result.message;
    focusHeadingAtEnd();
    toast.success(`${name} is unlinked`);
  }

  return (
    <>
      <p className="text-muted">
        You sign in with {name}, which gives you your role each time.
        {!mayUnlink && " You have no other way to sign in, so it can't be unlinked."}
      </p>
      {mayUnlink && (
        <Button
          className={cn("self-start noscript:hidden", WRAPPING)}
          icon={<Unlink aria-hidden />}
          onClick={() => setAsks(true)}
        >
          Unlink {name}
        </Button>
      )}
      <ConfirmDialog
        open={asks}
        onOpenChange={setAsks}
        title={`Unlink ${name}?`}
        confirmLabel="Unlink"
        onConfirm={confirm}
      >
        You then sign in with your password only. Your sessions stay.
      </ConfirmDialog>
    </>
  );
}
