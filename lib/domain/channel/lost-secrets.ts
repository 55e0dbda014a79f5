import { secretName } from "./change.ts";

/**
 * Why a channel is disabled whose secrets are lost, and what to do. `names` are those of its secrets.
 * If the signing secrets are not among them, those stay.
 * @example lostSecrets(["signing", "url:TOKEN"]).includes("Enter again: the URL's TOKEN.") === true
 */
export function lostSecrets(names: readonly string[]): string {
  const lost = names.flatMap((name) => inWords(name) ?? []);
  const enter = lost.length === 0 ? "" : `Enter again: ${lost.join(", ")}. `;
  const keepsSigning = names.length > 0 && lost.length === names.length;
  if (keepsSigning) return `It was restored without some of its secrets. ${enter}Then enable it.`;
  return `It was restored without its secrets. ${enter}Rotate its signing secret and give the new one to the receiver, then enable it.`;
}

/** Null for the signing secrets: those are not entered. */
function inWords(name: string): string | null {
  const [kind = "", rest = ""] = name.split(/:(.*)/s, 2);
  if (name === secretName.auth) return "its password or token";
  if (kind === "url") return `the URL's ${rest}`;
  if (kind === "header") return `the header ${rest}`;
  return kind === "format" ? `the format's ${rest}` : null;
}
