import { AppError } from "./errors.ts";

const MISSING = {
  alert: "There is no such alert.",
  channel: "There is no such channel: it may have been deleted.",
  delivery: "There is no such delivery.",
  job: "There is no such job: ended ones are kept for 30 days.",
  mute: "There is no such mute: it may have ended.",
  rule: "There is no such rule: it may have been deleted.",
  source: "There is no such source: it may have been deleted.",
};

/** Returns the thing that was looked up. Throws AppError `not_found` if there is none. */
export function existing<Thing>(noun: keyof typeof MISSING, found: Thing | null | undefined): Thing {
  if (found !== undefined && found !== null) return found;
  throw new AppError("not_found", MISSING[noun]);
}
