import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { LinkOnce } from "#components/users/link-once.tsx";

test("a name can't reverse the text beside its link", () => {
  const link = { kind: "invite" as const, token: "t", name: "Ada\u202egnp" };
  const html = renderToStaticMarkup(
    createElement(LinkOnce, { link, baseUrl: "https://tocsin.example.com", onClose: () => {} }),
  );
  expect(html).toContain("https://tocsin.example.com/invite?token=t");
  expect(html).toMatch(/Invite link for Ada.*gnp/);
  expect(html).not.toContain("\u202e");
});
