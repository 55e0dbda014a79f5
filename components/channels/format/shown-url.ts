import { maskUrl } from "#lib/domain/channel/masked-url.ts";
import { protectOwnUrl } from "#lib/domain/channel/own-url.ts";
import type { GivenFormat } from "#lib/domain/format/format-schema.ts";

type Typed = {
  url: string;
  url_secrets: readonly { replacement: string; value?: string | undefined }[];
  format: GivenFormat;
};

/** A typed URL as pages, logs and the API will show it once it is saved: with its receiver's secret protected too. */
export function shownUrl({ url: typed, url_secrets, format }: Typed): string {
  const named = url_secrets.map(({ replacement, value }) => ({
    replacement,
    value: replacement === "" ? undefined : value,
  }));
  const { url, rows } = protectOwnUrl({ url: typed.trim(), url_secrets: named, format });
  return maskUrl(
    url,
    rows.map(({ replacement, value }) => ({ replacement, value: value || null })),
  ).masked;
}
