import { FORMAT_TYPES, type FormatDescription, type FormatType } from "#lib/domain/format/format.ts";
import { formatDescriptions } from "#lib/domain/format/formats.ts";
import { MASK } from "#lib/domain/secret.ts";
import { formats } from "#lib/formats/formats.ts";
import { sampleEvent } from "#lib/formats/sample-event.ts";
import type { Generator } from "./generator.ts";
import { block, fromDocs, listOf, sections, stepsOf, tableOf } from "./markdown.ts";

const FOLDER = "docs/formats";

/** One page per format of a channel: how to get its URL, its fields, its limits, a body. */
export const formatPages: Generator = {
  folder: FOLDER,
  pages: () => FORMAT_TYPES.map((type) => ({ path: pathOf(type), text: pageOf(type) })),
  table: {
    page: "docs/formats.md",
    name: "formats",
    text: () =>
      tableOf(
        ["Format", "In the API", "What it sends"],
        FORMAT_TYPES.map((type) => {
          const { label, summary } = formatDescriptions[type];
          return [`[${label}](${fromDocs(pathOf(type))})`, `\`${type}\``, summary];
        }),
      ),
  },
};

const pathOf = (type: FormatType): string => `${FOLDER}/${type.replaceAll("_", "-")}.md`;

function pageOf(type: FormatType): string {
  const description = formatDescriptions[type];
  const body = sections([
    ["How to get the URL", urlOf(description)],
    ["Fields", fieldsOf(description)],
    ["What happens at the end of an alert", description.onClose],
    ["Limits", limitsOf(description)],
    ["In the API", block("json", JSON.stringify({ format: sampleFormat(type) }, null, 2))],
    ["A body", sampleOf(type)],
  ]);
  return `# ${description.label}\n\n${description.summary}\n\n${body}\n\n${sourceOf(description)}\n`;
}

function urlOf({ urlSteps, urlHelp, urlPlaceholder }: FormatDescription): string {
  const help = urlHelp === null ? "" : `\n\nMore: [${urlHelp.label}](${urlHelp.href}).`;
  return `${stepsOf(urlSteps)}\n\nThe URL looks like \`${urlPlaceholder}\`.${help}`;
}

function fieldsOf({ fields }: FormatDescription): string {
  if (fields.length === 0) return "";
  return tableOf(
    ["Field", "In the API", "What it is"],
    fields.map((field) => {
      const kind = field.kind === "secret" ? "Secret: it can't be read back. " : "";
      const values = field.options?.map(({ value }) => `\`${value}\``).join(", ");
      const choice = values === undefined ? "" : ` One of ${values}.`;
      const length = ` At most ${field.max.toLocaleString("en")} characters.`;
      const required = field.required ? "Required. " : "";
      return [field.label, `\`${field.name}\``, `${required}${kind}${field.help}${choice || length}`];
    }),
  );
}

const limitsOf = ({ limits }: FormatDescription): string =>
  listOf(limits.map(({ of, at_most }) => `${of}: ${at_most}`));

/** A format as the API takes it, with words in place of values. */
function sampleFormat(type: FormatType): Record<string, string> {
  const fields = formatDescriptions[type].fields.filter(({ required }) => required);
  return { type, ...Object.fromEntries(fields.map((field) => [field.name, field.placeholder ?? "…"])) };
}

function sampleOf(type: FormatType): string {
  const { type: _, ...fields } = sampleFormat(type);
  const secrets = formatDescriptions[type].fields.filter(({ kind }) => kind === "secret");
  const format = { type, fields, secrets: secrets.map(({ name }) => name) };
  const body = formats[type].body(SAMPLE, format, () => MASK);
  const isJson = body.startsWith("{") || body.startsWith("[");
  return isJson ? block("json", JSON.stringify(JSON.parse(body), null, 2)) : block("text", body);
}

const SAMPLE = sampleEvent(
  { channelName: "On call", baseUrl: "https://tocsin.example.com" },
  Date.UTC(2026, 10, 24, 6, 22, 48),
);

function sourceOf({ verifiedBy }: FormatDescription): string {
  return verifiedBy === null
    ? "Unverified: no public page of the receiver about this shape was found."
    : `Shape and limits follow [${verifiedBy.page}](${verifiedBy.href}).`;
}
