import type { FieldPath, FieldValues, UseFormReturn } from "react-hook-form";

/** A refusal by the server: one sentence, and where fields are at fault their paths (`headers[2].name`). */
export type Refusal = {
  message: string;
  issues?: readonly { path: string; message: string }[];
  signedOut?: boolean;
  conflict?: boolean;
  unreachable?: boolean;
};

/** The type of the form's own error where nobody is signed in any more. */
export const SIGNED_OUT = "signed-out";

/** And where no answer came. */
export const UNREACHABLE = "unreachable";

/**
 * Shows a refusal in a form: each issue at its field, the sentence above the form where no field takes it.
 * The values stay as they are; FormPage then focuses the first field at fault.
 */
export function showRefusal<V extends FieldValues, T>(
  form: UseFormReturn<V, unknown, T>,
  refusal: Refusal,
): void {
  const homeless: string[] = [];
  for (const { path, message } of refusal.issues ?? []) {
    const name = path.replaceAll(/\[(\d+)\]/g, ".$1");
    if (hasField(form, name)) form.setError(name as FieldPath<V>, { type: "server", message });
    else homeless.push(message);
  }
  const sentences = refusal.issues?.length ? homeless : [refusal.message];
  const type = refusal.signedOut ? SIGNED_OUT : refusal.unreachable ? UNREACHABLE : "server";
  if (sentences.length > 0) form.setError("root.server", { type, message: sentences.join(" ") });
}

function hasField<V extends FieldValues, T>(form: UseFormReturn<V, unknown, T>, name: string): boolean {
  return name !== "" && form.control._names.mount.has(name);
}
