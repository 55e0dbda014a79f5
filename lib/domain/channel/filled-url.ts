import { secretName } from "./change.ts";
import type { ChannelFace } from "./channel.ts";
import { fillIn } from "./sent-url.ts";

/** Finds the value of a channel's secret by its `secretName`; null or undefined leaves the placeholder as it is. */
type FillSecret = (name: string) => string | null | undefined;

/**
 * A channel's URL with its secrets in place.
 * @example filledUrl({ url: "https://a/{{T}}", urlSecrets: ["T"] }, () => "t0ken") === "https://a/t0ken"
 */
export const filledUrl = (
  { url, urlSecrets }: Pick<ChannelFace, "url" | "urlSecrets">,
  fill: FillSecret,
): string => fillIn(url, urlValues(urlSecrets, fill));

/** The values to fill into a URL, by Replacement Value. */
export function urlValues(urlSecrets: readonly string[], fill: FillSecret): Map<string, string> {
  const values = new Map<string, string>();
  for (const replacement of urlSecrets) {
    const value = fill(secretName.url(replacement));
    if (value !== null && value !== undefined) values.set(replacement, value);
  }
  return values;
}
