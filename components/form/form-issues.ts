import type { FieldPath, FieldValues, UseFormReturn } from "react-hook-form";

/** A refusal by the server: one sentence, and the path of each field at fault (`headers[2].name`). */
export type Refusal = {
  message: string;
  issues?: readonly { path: string; message: string }[];
  signedOut?: boolean;
  conflict?: boolean;
  unreachable?: boolean;
};

/** The type of the form's own error after the session has ended. */
export const SIGNED_OUT = "signed-out";

/** The type of the form's own error if no answer came. */
export const UNREACHABLE = "unreachable";

/**
 * Shows a refusal in a form: each issue at its field, and above the form any issue that no field shows. Keeps
 * the values; FormPage then focuses the first field at fault.
 */
export function showRefusal<V extends FieldValues, T>(
  form: Pick<UseFormReturn<V, unknown, T>, "setError" | "getFieldState">,
  refusal: Refusal,
): void {
  const { issues = [] } = refusal;
  const homeless = issues.filter((issue) => !showAtField(form, issue)).map(({ message }) => message);
  const sentences = issues.length > 0 ? homeless : [refusal.message];
  const type = refusal.signedOut ? SIGNED_OUT : refusal.unreachable ? UNREACHABLE : "server";
  if (sentences.length > 0) form.setError("root.server", { type, message: sentences.join(" ") });
}

/** Whether a field shows the issue: then React Hook Form stores the field's element as the error's `ref`. */
function showAtField<V extends FieldValues, T>(
  form: Pick<UseFormReturn<V, unknown, T>, "setError" | "getFieldState">,
  { path, message }: { path: string; message: string },
): boolean {
  if (path === "") return false;
  const name = path.replaceAll(/\[(\d+)\]/g, ".$1") as FieldPath<V>;
  form.setError(name, { type: "server", message });
  return form.getFieldState(name).error?.ref !== undefined;
}
