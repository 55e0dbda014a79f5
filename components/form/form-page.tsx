"use client";

import { unstable_rethrow } from "next/navigation";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { Button, type ButtonProps } from "#components/ui/button.tsx";
import { buttonStyle } from "#components/ui/button-style.ts";
import { Link } from "#components/ui/link.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { signInHref, UNREACHABLE } from "./answer-of.ts";
import { SIGNED_OUT } from "./form-issues.ts";
import { useFreshFaults } from "./fresh-faults.ts";
import { UnsavedChanges } from "./unsaved-changes.tsx";

type FormPageProps<V extends FieldValues, T> = {
  form: UseFormReturn<V, unknown, T>;
  title: string;
  status?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  /** Link tabs under the title. */
  tabs?: ReactNode;
  /** Runs with valid values. Where the server refuses, call showRefusal; the values stay. */
  onSubmit: (values: T) => Promise<void>;
  /** Where Cancel leads. Left out on a page that stays: there Save waits for a change, and Discard changes takes it back. */
  cancelHref?: string;
  saveLabel?: string;
  /** At the left of the footer: Test Webhook. */
  footerStart?: ReactNode;
  /** FormSections. */
  children: ReactNode;
};

/**
 * Every form of the console: one column of at most 720 px, a footer that stays in view, the focus on the first field
 * at fault, a Save that can't be pressed twice, and a question when leaving with unsaved changes.
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
      // Sent before the script is there, the values must not end up in the address.
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        return once(isSaving, () =>
          form.handleSubmit((values) => submit(form, props.onSubmit, values))(event),
        );
      }}
      className="flex w-full max-w-180 flex-col gap-5"
    >
      <PageHeader
        title={props.title}
        status={props.status}
        description={props.description}
        actions={props.actions}
      />
      {props.tabs}
      {failure && (
        <AlertNote tone="danger" className="scroll-mt-20" action={failure.type === SIGNED_OUT && <SignIn />}>
          {failure.message}
        </AlertNote>
      )}
      {children}
      <FormFooter {...props} saved={saved} />
      <UnsavedChanges active={form.formState.isDirty} />
    </form>
  );
}

/** In another tab: this one holds what was typed. */
function SignIn() {
  return (
    <TextLink href={signInHref()} target="_blank" className="shrink-0">
      Sign in
    </TextLink>
  );
}

/** A server that can't be reached refuses too; the values stay. */
async function submit<V extends FieldValues, T>(
  form: UseFormReturn<V, unknown, T>,
  onSubmit: (values: T) => Promise<void>,
  values: T,
): Promise<void> {
  try {
    await onSubmit(values);
  } catch (error) {
    // An action may lead elsewhere, as to sign-in.
    unstable_rethrow(error);
    form.setError("root.server", { message: UNREACHABLE });
  }
}

/** Two presses may come before the first is seen to save. */
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
  // What is saved would be refused as somebody else's change, were it saved once more on the way to the next page.
  const waits = !isDirty && (props.saved || props.cancelHref === undefined);
  return (
    <footer className="sticky bottom-0 z-10 -mx-4 flex flex-wrap items-center gap-2 border-t bg-canvas px-4 py-3 sm:mx-0 sm:px-0">
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

/** While there is nothing for it to do it looks and says so, but keeps the focus of whoever has just pressed it. */
function WaitingButton({ waits, ...props }: ButtonProps & { waits: boolean }) {
  if (!waits) return <Button {...props} />;
  return (
    <Button {...props} aria-disabled className="opacity-55" onClick={(event) => event.preventDefault()} />
  );
}

/** After a Save that failed, the focus goes to the first field at fault in the order of the page. */
function useFocusOnFault<V extends FieldValues, T>(
  form: UseFormReturn<V, unknown, T>,
  element: { current: HTMLFormElement | null },
) {
  const { submitCount, isSubmitting } = form.formState;
  useEffect(() => {
    if (submitCount === 0 || isSubmitting) return;
    // React Hook Form focuses too, in the order in which fields were made, from a timer: this one comes after it.
    const timer = setTimeout(() => {
      const fault = element.current?.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"]');
      fault?.focus();
      if (fault?.role === "alert") fault.scrollIntoView({ block: "center" });
    });
    return () => clearTimeout(timer);
  }, [submitCount, isSubmitting, element]);
}

/** What was saved is no longer an unsaved change. Tells whether something was. */
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
