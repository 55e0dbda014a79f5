"use client";

import { unstable_rethrow } from "next/navigation";
import { type FormEvent, useActionState, useState, useTransition } from "react";
import { NO_ANSWER } from "./answer-of.ts";

/** Why a form was refused: at its one field, or as a whole. */
export type PostedRefusal = { message: string; atField: boolean };

type Action = (before: PostedRefusal | null, form: FormData) => Promise<PostedRefusal | null>;

/**
 * A form that works without a script: spread `wiring` on it. With a script it keeps what was typed, and says
 * so if no answer comes. `judge` may refuse before it is sent; `onRefused` runs after a refusal.
 */
export function usePostedForm(
  action: Action,
  judge: (form: FormData) => PostedRefusal | null = () => null,
  onRefused: (refusal: PostedRefusal) => void = () => {},
) {
  const [posted, post] = useActionState(action, null);
  const [refusal, setRefusal] = useState(posted);
  const [pending, start] = useTransition();

  function show(refused: PostedRefusal | null) {
    setRefusal(refused);
    if (refused !== null) onRefused(refused);
  }

  // React would empty a form that posts itself, and everything would have to be typed again.
  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const form = new FormData(event.currentTarget);
    const refused = judge(form);
    // An action that redirects shows nothing more, so an earlier refusal goes now.
    show(refused);
    if (refused === null) start(async () => show(await answerTo(action, form)));
  }

  return { refusal, pending, wiring: { action: post, onSubmit } };
}

async function answerTo(action: Action, form: FormData): Promise<PostedRefusal | null> {
  try {
    return await action(null, form);
  } catch (error) {
    // An action redirects when it is done.
    unstable_rethrow(error);
    return { message: NO_ANSWER, atField: false };
  }
}
