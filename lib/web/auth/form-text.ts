/** A field of a form as text; empty if it is missing or a file, or if what was sent is no form. */
export function textOf(form: unknown, name: string): string {
  const value = form instanceof FormData ? form.get(name) : null;
  return typeof value === "string" ? value : "";
}
