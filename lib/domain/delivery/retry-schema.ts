import { z } from "zod";

const WEEK_S = 7 * 24 * 3600;

/** A channel's `retry_schedule`: the seconds to wait before each further attempt. */
export const retryScheduleSchema = z
  .array(
    z
      .int("Each delay is a whole number of seconds.")
      .min(1, "A delay is at least 1 second.")
      .max(WEEK_S, "A delay is at most 7 days (604800 seconds)."),
    "The retry schedule is a list of delays in seconds.",
  )
  .max(12, "A retry schedule has at most 12 delays.");
