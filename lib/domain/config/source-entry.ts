import { membersOf, type SourceView } from "#lib/domain/source/own/source-view.ts";
import { EXPRESSION_FIELDS, type SourceSettings, USUAL_SETTINGS } from "#lib/domain/source/settings.ts";
import type { SourceEntry } from "./document.ts";

/** A source as a document describes it: with the members that its type has, its secret as `saved`. */
export function sourceEntryOf({ type, name, settings, secretSaved }: SourceView): SourceEntry {
  const members = {
    name,
    repeats: settings.repeats,
    ignore_labels: [...settings.ignoreLabels],
    for_each: settings.forEach,
    fields: inOrder(settings.fields),
    secret: secretSaved ? ({ saved: true } as const) : null,
  };
  const has = membersOf(type);
  return {
    type,
    ...Object.fromEntries(Object.entries(members).filter(([member]) => has.some((one) => one === member))),
  };
}

const inOrder = (fields: SourceSettings["fields"]): Record<string, string> =>
  Object.fromEntries(
    EXPRESSION_FIELDS.flatMap((field) => {
      const expression = fields[field];
      return expression === undefined ? [] : [[field, expression]];
    }),
  );

/** Whether a sender's type has the settings of before any change, so that a document leaves it out. */
export const isUsual = ({ type, settings, secretSaved }: SourceView): boolean =>
  type !== "json" &&
  !secretSaved &&
  settings.repeats === USUAL_SETTINGS.repeats &&
  JSON.stringify(settings.ignoreLabels) === JSON.stringify(USUAL_SETTINGS.ignoreLabels);
