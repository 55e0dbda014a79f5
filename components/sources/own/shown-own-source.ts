import type { SourceView } from "#lib/domain/source/own/source-view.ts";
import type { ShownOwnSource } from "./values.ts";

export const shownOwnSource = ({ id, name, version, settings }: SourceView): ShownOwnSource => ({
  id,
  name,
  version,
  repeats: settings.repeats,
  forEach: settings.forEach,
  fields: settings.fields,
});
