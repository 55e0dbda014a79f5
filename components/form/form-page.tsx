"use client";

import { unstable_rethrow } from "next/navigation";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import { useAway } from "#components/live/reach.ts";
import { signInHref } from "#components/paths.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { Button, type ButtonProps } from "#components/ui/button.tsx";
import { buttonStyle } from "#components/ui/button-style.ts";
import { Link } from "#components/ui/link.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { NO_ANSWER } from "./answer-of.ts";
import { SIGNED_OUT, UNREACHABLE } from "./form-issues.ts";
import { useFreshFaults } from "./fresh-faults.ts";
import { UnsavedChanges } from "./unsaved-changes.tsx";

type FormPageProps<V extends FieldValues, T> = {
  form: UseFormReturn<V, unknown, T>;
  /** Leave out if the page around the form has the header. */
  title?: string;
  status?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  /** Link tabs under the title. */
  tabs?: ReactNode;
  /** Runs with valid values. Call showRefusal if the server refuses; the values stay. */
  onSubmit: (values: T) => Promise<void>;
  /**
   * The link of Cancel. Leave it out on a page that stays open: there Save waits for a change, and Discard
   * changes undoes it.
   */
  cancelHref?: string;
  saveLabel?: string;
  /** At the left of the footer: Test Webhook. */
  footerStart?: ReactNode;
  /** FormSections. */
  children: ReactNode;
};

/**
 * Every form of the console: a column of at most 720 px, a sticky footer, the focus on the first field at
 * fault, a Save that runs once, and a question before unsaved changes are lost.
 */
export function FormPage<V extends FieldValues, T>(props: FormPageProps<V, T>) {
  const { form, children } = props;
  const element = useRef<HTMLFormElement>(null);
  useFreshFaults(form);
  useFocusOnFault(form, element);
  const saved = useCleanAfterSave(form);
  const isSaving = useRef(false);
  const failure = form.formState.errors.root?.server;
  return (
    <form
      ref={element}
      noValidate
      // A submit before the script has loaded must not put the values into the address.
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        return once(isSaving, () =>
          form.handleSubmit((values) => submit(form, props.onSubmit, values))(event),
        );
      }}
      className="flex w-full max-w-180 flex-col gap-5"
    >
      {props.title !== undefined && (
        <PageHeader
          title={props.title}
          status={props.status}
          description={props.description}
          actions={props.actions}
        />
      )}
      {props.tabs}
      {failure && <Refused type={String(failure.type)}>{failure.message}</Refused>}
      {children}
      <FormFooter {...props} saved={saved} />
      <UnsavedChanges active={form.formState.isDirty} />
    </form>
  );
}

/** The reason why the form was not saved. Once Tocsin is back, it says so instead of "no answer". */
function Refused({ type, children }: { type: string; children: ReactNode }) {
  const away = useAway();
  const [wasAway, setWasAway] = useState(false);
  if (away && !wasAway) setWasAway(true);
  return (
    <AlertNote tone="danger" className="scroll-mt-20" action={type === SIGNED_OUT && <SignIn />}>
      {type === UNREACHABLE && wasAway && !away ? BACK : children}
    </AlertNote>
  );
}

const BACK = "Tocsin is back, and what you typed is still here: save again.";

/** Opens another tab, because this one holds what was typed. */
function SignIn() {
  return (
    <TextLink href={signInHref()} target="_blank" className="shrink-0">
      Sign in
    </TextLink>
  );
}

/** A server that can't be reached counts as a refusal; the values stay. */
async function submit<V extends FieldValues, T>(
  form: UseFormReturn<V, unknown, T>,
  onSubmit: (values: T) => Promise<void>,
  values: T,
): Promise<void> {
  try {
    await onSubmit(values);
  } catch (error) {
    // An action may redirect, for example to sign-in.
    unstable_rethrow(error);
    form.setError("root.server", { type: UNREACHABLE, message: NO_ANSWER });
  }
}

/** A second press may come before the first one disables the button. */
async function once(isSaving: { current: boolean }, save: () => Promise<void>): Promise<void> {
  if (isSaving.current) return;
  isSaving.current = true;
  try {
    await save();
  } finally {
    isSaving.current = false;
  }
}

function FormFooter<V extends FieldValues, T>(props: FormPageProps<V, T> & { saved: boolean }) {
  const { isDirty, isSubmitting } = props.form.formState;
  // A second Save on the way to the next page would be refused as a conflict with the first.
  const waits = !isDirty && (props.saved || props.cancelHref === undefined);
  return (
    <footer className="sticky bottom-0 z-10 -mx-4 flex noscript:hidden flex-wrap items-center gap-2 border-t bg-canvas px-4 py-3 sm:mx-0 sm:px-0">
      {props.footerStart}
      <div className="ml-auto flex gap-2">
        {props.cancelHref === undefined ? (
          <WaitingButton waits={waits} onClick={() => props.form.reset()}>
            Discard changes
          </WaitingButton>
        ) : (
          <Link href={props.cancelHref} className={buttonStyle({ variant: "secondary" })}>
            Cancel
          </Link>
        )}
        <WaitingButton type="submit" variant="primary" waits={waits} pending={isSubmitting}>
          {props.saveLabel ?? "Save"}
        </WaitingButton>
      </div>
    </footer>
  );
}

/** Looks disabled and is announced as disabled, but keeps the focus after it was pressed. */
function WaitingButton({ waits, ...props }: ButtonProps & { waits: boolean }) {
  if (!waits) return <Button {...props} />;
  return (
    <Button {...props} aria-disabled className="opacity-55" onClick={(event) => event.preventDefault()} />
  );
}

/** Focuses the first field at fault, in page order, after a Save that failed. */
function useFocusOnFault<V extends FieldValues, T>(
  form: UseFormReturn<V, unknown, T>,
  element: { current: HTMLFormElement | null },
) {
  const { submitCount, isSubmitting } = form.formState;
  useEffect(() => {
    if (submitCount === 0 || isSubmitting) return;
    // Runs after React Hook Form's own timer, which focuses in the order in which fields were registered.
    const timer = setTimeout(() => {
      const fault = element.current?.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"]');
      fault?.focus();
      if (fault?.role === "alert") fault.scrollIntoView({ block: "center" });
    });
    return () => clearTimeout(timer);
  }, [submitCount, isSubmitting, element]);
}

/** Takes what was saved as the form's new starting values. Returns whether anything was saved. */
function useCleanAfterSave<V extends FieldValues, T>(form: UseFormReturn<V, unknown, T>): boolean {
  const [saved, setSaved] = useState(false);
  const { isSubmitSuccessful } = form.formState;
  const { reset, getValues } = form;
  useEffect(() => {
    if (!isSubmitSuccessful) return;
    reset(getValues());
    setSaved(true);
  }, [isSubmitSuccessful, reset, getValues]);
  return saved;
}
