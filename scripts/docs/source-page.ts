import type { Repeats } from "#lib/domain/source/settings.ts";
import { SOURCE_TYPES, type SourceDescription, type SourceType } from "#lib/domain/source/source.ts";
import { sourceDescriptions } from "#lib/domain/source/sources.ts";
import { senders } from "#lib/sources/senders.ts";
import type { Generator } from "./generator.ts";
import { block, fromDocs, listOf, sections, stepsOf, tableOf } from "./markdown.ts";

const FOLDER = "docs/sources";

/** One page per sender: how to configure it, how its fields become an alert's, a body. */
export const sourcePages: Generator = {
  folder: FOLDER,
  pages: () => SOURCE_TYPES.map((type) => ({ path: pathOf(type), text: pageOf(type) })),
  table: {
    page: "docs/sources.md",
    name: "sources",
    text: () =>
      tableOf(
        ["Source", "Address", "What it sends"],
        SOURCE_TYPES.map((type) => {
          const { label, summary } = sourceDescriptions[type];
          return [`[${label}](${fromDocs(pathOf(type))})`, `\`/api/v1/in/${type}\``, summary];
        }),
      ),
  },
};

const pathOf = (type: SourceType): string => `${FOLDER}/${type}.md`;

function pageOf(type: SourceType): string {
  const description = sourceDescriptions[type];
  const body = sections([
    ["How to configure it", stepsOf(description.steps)],
    ["The configuration", configurationOf(type, description)],
    ["The request", requestOf(type, description)],
    ["How its fields become an alert's", mappingOf(description)],
    ["What to know", listOf(description.notes)],
    ["Settings", settingsOf(description)],
    ["A body", block("json", pretty(description.sample.body))],
  ]);
  return `# ${description.label}\n\n${description.summary}\n\n${body}\n\n${pageOfSender(description)}\n`;
}

function configurationOf(type: SourceType, { snippets }: SourceDescription): string {
  const baseUrl = "https://tocsin.example.com";
  const facts = { baseUrl, url: `${baseUrl}/api/v1/in/${type}`, key: "YOUR_API_KEY" };
  const texts = snippets(facts).map(
    ({ label, language, text }) => `${label}:\n\n${block(language, text.trim())}`,
  );
  return `**Sources > Add source** shows this with your address and a key.\n\n${texts.join("\n\n")}`;
}

const CREDENTIALS: Readonly<Record<SourceDescription["credentials"], string>> = {
  bearer: "in the header `Authorization: Bearer …`",
  basic: "as the password of Basic authentication",
  query: "in the address as `?key=…`, and the key's one scope must be *ingest*",
  body: "in the body as `routing_key`",
};

function requestOf(type: SourceType, { credentials }: SourceDescription): string {
  const { paths, mediaTypes, answer } = senders[type];
  const addresses = paths.map((path) => `\`POST /api/v1/in/${type}${path}\``).join(" or ");
  const mediaType = mediaTypes === null ? "any" : mediaTypes.map((one) => `\`${one}\``).join(", ");
  return listOf([
    `Address: ${addresses}`,
    `Content type: ${mediaType}`,
    `API key: ${CREDENTIALS[credentials]}`,
    `Answer: ${answer?.status ?? 202} once everything is on disk`,
  ]);
}

const mappingOf = ({ mapping }: SourceDescription): string =>
  tableOf(
    ["The alert's", "is made of"],
    mapping.map(({ field, from }) => [`\`${field}\``, from]),
  );

const DELIVERED: Repeats = "send";

const SETTINGS: Readonly<Record<SourceDescription["settings"][number], string>> = {
  repeats: `\`repeats\`: \`${DELIVERED}\` delivers an alert again that only says what is stored; otherwise it is counted alone.`,
  ignore_labels: "`ignore_labels`: labels that don't belong to an alert's identity.",
  secret: "`secret`: the secret by which each post's signature is checked. It can't be read back.",
};

const settingsOf = ({ settings }: SourceDescription): string => listOf(settings.map((one) => SETTINGS[one]));

const pretty = (body: string): string => JSON.stringify(JSON.parse(body), null, 2);

const pageOfSender = ({ verifiedBy }: SourceDescription): string =>
  verifiedBy === null
    ? "Unverified: no public page of the sender about this format was found."
    : `The format follows [${verifiedBy.page}](${verifiedBy.href}).`;
