import { GO } from "./go.ts";
import { NODE } from "./node.ts";
import { PYTHON } from "./python.ts";
import { SEND_SH, VERIFY_SH } from "./shell.ts";

export type Snippet = { file: string; code: string; note?: string };

/** How a receiver verifies a request (Standard Webhooks 1.0.0), by the language in its tab's title. */
export const SNIPPETS: readonly { language: string; snippets: readonly Snippet[] }[] = [
  { language: "Node", snippets: [{ file: "verify.mjs", code: NODE }] },
  { language: "Python", snippets: [{ file: "verify.py", code: PYTHON }] },
  { language: "Go", snippets: [{ file: "verify.go", code: GO }] },
  {
    language: "curl + openssl",
    snippets: [
      { file: "verify.sh", code: VERIFY_SH, note: "Verifies a request that you kept, for a look by hand." },
      { file: "send.sh", code: SEND_SH, note: "Sends your receiver a signed request and prints its status." },
    ],
  },
];
