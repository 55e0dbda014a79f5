import { z } from "zod";
import { named } from "./shapes.ts";

/** The body of each error: problem JSON. */
export const Problem = named(
  "Problem",
  z.object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  }),
);

const MEANS: Record<number, string> = {
  400: "Not JSON, or not UTF-8",
  401: "No API key in force",
  403: "The key lacks the scope, or may not be used from this address",
  404: "There is none with this id",
  409: "It contradicts what is stored",
  413: "The body is larger than 1 MiB",
  415: "Another content type, or a content encoding",
  422: "A field is at fault: see issues",
  429: "Too many requests: see Retry-After",
  503: "Stopping, or the disk is full: see Retry-After",
};

/** An error of this status, as a response of the description. */
export const problem = (status: number) => ({
  description: MEANS[status],
  ...(status === 429 && { headers: LIMIT_HEADERS }),
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
});

const inNumbers = (description: string) => ({ description, schema: { type: "integer" } });

const LIMIT_HEADERS = {
  "Retry-After": inNumbers("Seconds after which a retry makes sense"),
  "RateLimit-Limit": inNumbers("The key's requests per minute, on every answer to a key that has a limit"),
  "RateLimit-Remaining": inNumbers("How many more it may make now"),
  "RateLimit-Reset": inNumbers("Seconds until it may make one more than that"),
};
