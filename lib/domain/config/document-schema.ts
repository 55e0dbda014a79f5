import { z } from "zod";
import { CHANNEL_NAME_MAX } from "#lib/domain/channel/channel.ts";
import { newChannelSchema } from "#lib/domain/channel/channel-schema.ts";
import { inviteSchema } from "#lib/domain/people/user-schema.ts";
import { selectedEventsSchema } from "#lib/domain/rule/access-request-schema.ts";
import { describedRuleSchema } from "#lib/domain/rule/rule-schema.ts";
import { newSourceSchema, sourceChangesSchema } from "#lib/domain/source/own/source-schema.ts";
import { membersOf } from "#lib/domain/source/own/source-view.ts";
import { SOURCE_TYPES, type SourceType } from "#lib/domain/source/source.ts";
import { nameKey } from "#lib/domain/text.ts";
import { nameText } from "#lib/domain/text-schema.ts";

const accessRequestEntrySchema = z.strictObject(
  { channel: nameText("channel", CHANNEL_NAME_MAX), events: selectedEventsSchema },
  expected("An entry must be a map of channel and events."),
);

const ownSourceEntrySchema = newSourceSchema.safeExtend({ type: z.literal("json") });

/** The settings of a sender's type. A member that is left out has its usual value. */
function senderEntrySchema(type: SourceType) {
  const { shape } = sourceChangesSchema;
  const members = membersOf(type).map((member) => [member, shape[member]]);
  return z.strictObject({ type: z.literal(type), ...(Object.fromEntries(members) as Partial<typeof shape>) });
}

const sourceEntrySchema = z.discriminatedUnion(
  "type",
  [ownSourceEntrySchema, ...SOURCE_TYPES.map(senderEntrySchema)],
  { error: `A source has a type: json for one of your own, or one of ${SOURCE_TYPES.join(", ")}.` },
);

/**
 * A whole document. Whether what it names exists, and whether what it calls saved is saved, is judged with what is
 * stored.
 */
export const configDocumentSchema = z
  .strictObject(
    {
      channels: section("channels", newChannelSchema).superRefine(refuseSecond("channel", "name")),
      rules: section("rules", describedRuleSchema),
      access_requests: section("access_requests", accessRequestEntrySchema).superRefine(
        refuseSecond("channel", "channel"),
      ),
      sources: section("sources", sourceEntrySchema).superRefine(refuseSecondSource),
      users: section("users", inviteSchema).superRefine(refuseSecond("user", "email")),
    },
    expected("A document is a map of sections: channels, rules, access_requests, sources, users."),
  )
  .partial();
export type ParsedConfig = z.output<typeof configDocumentSchema>;

/** A function, because the sections above need it before this line is reached. */
function section<T extends z.ZodType>(name: string, entry: T) {
  return z.array(entry, { error: `${name} must be a list; [] is one without entries.` });
}

/** Refuses a name that stands in a section twice, compared as the product compares names. */
function refuseSecond<Member extends string>(what: string, member: Member) {
  return (entries: readonly Record<Member, string>[], context: z.core.$RefinementCtx): void => {
    const seen = new Set<string>();
    for (const [index, entry] of entries.entries()) {
      const key = nameKey(entry[member]);
      if (seen.has(key))
        context.addIssue(second([index, member], `An entry above is of this ${what} already`));
      seen.add(key);
    }
  };
}

/** A source of one's own is known by its name, a sender's by its type. */
function refuseSecondSource(entries: readonly SourceOfSchema[], context: z.core.$RefinementCtx): void {
  const seen = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    const [key, member] = entry.type === "json" ? [`: ${nameKey(entry.name)}`, "name"] : [entry.type, "type"];
    if (seen.has(key)) context.addIssue(second([index, member], "An entry above is of this source already"));
    seen.add(key);
  }
}

type SourceOfSchema = z.output<typeof sourceEntrySchema>;

const second = (path: PropertyKey[], message: string) =>
  ({ code: "custom", path, message: `${message}: remove one.` }) as const;

function expected(message: string) {
  return {
    error: (issue: { code?: string | undefined }) => (issue.code === "invalid_type" ? message : undefined),
  };
}
