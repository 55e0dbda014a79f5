import { protectOwnUrl } from "#lib/domain/channel/own-url.ts";
import { placeholdersOf } from "#lib/domain/placeholder.ts";
import type { ParsedConfig } from "./document-schema.ts";
import type { FaultAt } from "./read-document.ts";

type Channel = NonNullable<ParsedConfig["channels"]>[number];

/** The URLs that hold a secret in the open: the form takes them and protects them, but a document keeps them. */
export const openUrls = ({ channels = [] }: ParsedConfig): FaultAt[] =>
  channels.flatMap((channel, index) =>
    faultsOf(channel).map(({ path, message }) => ({
      path: ["channels", index, ...path],
      message,
    })),
  );

function faultsOf(channel: Channel): FaultAt[] {
  const placeholders = placeholdersOf(channel.url);
  const shown = protectOwnUrl(channel).rows.find((row) => !channel.url_secrets.includes(row));
  const unused = channel.url_secrets.flatMap(({ replacement }, index) =>
    placeholders.has(replacement)
      ? []
      : [{ path: ["url_secrets", index, "replacement"], message: inPlaceOf(replacement) }],
  );
  if (shown === undefined) return unused;
  const message = `${inPlaceOf(shown.replacement)} Give its value by a row under url_secrets.`;
  return [{ path: ["url"], message }, ...unused];
}

const inPlaceOf = (replacement: string): string =>
  `The URL is not to show its secret here: write {{${replacement}}} in its place.`;
