import { zodResolver } from "@hookform/resolvers/zod";
import { z } from "zod";
import { mutedFiltersSchema } from "#lib/domain/mute/mute-schema.ts";
import { NO_TIME, wantedEnd } from "./end.ts";

const until = z
  .object({ length: z.enum(["1h", "8h", "at"]), at: z.string() })
  .refine((chosen) => wantedEnd(chosen, null) !== null, { error: NO_TIME });

/** Validates the form of a mute by filter. Whether its end is near enough, the server decides. */
export const resolver = zodResolver(z.object({ filters: mutedFiltersSchema, until, remark: z.string() }));
