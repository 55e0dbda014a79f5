import { GO } from "#components/channels/security/snippets/go.ts";
import { NODE } from "#components/channels/security/snippets/node.ts";
import { PYTHON } from "#components/channels/security/snippets/python.ts";
import { SEND_SH, VERIFY_SH } from "#components/channels/security/snippets/shell.ts";
import type { Part } from "./generator.ts";
import { block } from "./markdown.ts";

const part = (file: string, language: string, code: string): Part => ({
  page: "docs/receivers.md",
  name: file,
  text: () => block(language, code.trimEnd()),
});

/** How a receiver verifies a request: the same programs as on the console's pages. */
export const snippetParts: readonly Part[] = [
  part("verify.mjs", "js", NODE),
  part("verify.py", "python", PYTHON),
  part("verify.go", "go", GO),
  part("verify.sh", "sh", VERIFY_SH),
  part("send.sh", "sh", SEND_SH),
];
