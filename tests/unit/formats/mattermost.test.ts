import { expect, test } from "vitest";
import { bodyFor } from "./event.ts";

test("the headline above a coloured attachment", () => {
  const headline = "Resolved · High: Disk &lt;full&gt; @\u2060channel";
  expect(bodyFor("mattermost")).toEqual({
    text: headline,
    attachments: [
      {
        fallback: headline,
        color: "#2E9E5B",
        text: "It grows by \\*2 %\\*.\n\\- see https://wiki.example/disk_full &amp; do\\_it\n\n[Open in Tocsin](https://tocsin.example.com/alerts/disk-1) · [Open at the source](https://mon.example/%28db%29?a=1&b=2)",
        fields: [
          { short: true, title: "Status", value: "Open → Resolved" },
          { short: true, title: "Source", value: "Monitoring (host)" },
          { short: true, title: "Category", value: "Storage" },
          { short: true, title: "Occurred", value: "2026-11-24 06:22:48 UTC" },
          { short: true, title: "Updated", value: "2026-11-24 07:00:00 UTC" },
          { short: true, title: "Alert", value: "disk-1" },
        ],
      },
    ],
  });
});

test.each([
  ["<!channel>", "&lt;\\!channel&gt;"],
  ["<https://evil.example|click>", "&lt;https://evil.example\\|click&gt;"],
  ["@all", "@\u2060all"],
  ["[x](https://evil.example)", "\\[x\\](https://evil.example)"],
])("%s is shown as it is", (alert_title, spelled) => {
  expect(bodyFor("mattermost", { alert_title }).text).toBe(`Resolved · High: ${spelled}`);
});
