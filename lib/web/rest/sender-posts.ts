import { z } from "zod";
import { SOURCE_TYPES } from "#lib/domain/source/source.ts";
import { Accepted } from "./alert-shapes.ts";
import { answeredInFront, route } from "./route.ts";

const SENT = z.unknown().describe("What the sender posts in its own format, in one of its content types");

/** What other programs post in their own formats. */
export const senderPosts = [
  route("POST /api/v1/in/{source}", {
    id: "postInOwnFormat",
    summary: "Post alerts in a sender's own format",
    description: `The source is ${SOURCE_TYPES.join(", ")}, or the id of a source of your own. Prometheus posts to /api/v1/in/prometheus/api/v2/alerts. Beside Bearer, a key whose one scope is ingest is also taken as the password of Basic, as ?key=, or in the body where the format has a place for it. A repeat of what is stored counts as a duplicate. All or nothing, as at /api/v1/alerts; a sender that wants another answer gets it.`,
    scope: "ingest",
    headers: {
      "X-Request-Id":
        "Found again in the answer, the log and the event; 1–64 of A-Z a-z 0-9 . _ -, or Tocsin makes one",
      "tocsin-hops": "Through how many installations the alerts have come; at 5 they are refused with 409",
    },
    body: { schema: SENT },
    status: 202,
    fails: [404, 409],
    output: Accepted,
    run: answeredInFront,
  }),
];
