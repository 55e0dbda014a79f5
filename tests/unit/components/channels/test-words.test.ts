import { expect, test } from "vitest";
import { parts } from "#components/channels/form/later-parts.ts";
import { fieldName } from "#components/channels/test/field-name.ts";
import { failureText } from "#components/deliveries/failure-text.ts";
import { newChannelSchema } from "#lib/domain/channel/channel-schema.ts";

test.each([
  {
    message: "jira.example.com answered 401: check the token under Authentication.",
    what: "jira.example.com answered 401.",
    advice: "Check the token under Authentication.",
    fine: "",
  },
  {
    message: "[::1]:8080 refused the connection: check that the service is running.",
    what: "[::1]:8080 refused the connection.",
    advice: "Check that the service is running.",
    fine: "",
  },
  {
    message: "Tocsin stopped before jira.example.com had answered.",
    what: "Tocsin stopped before jira.example.com had answered.",
    advice: "",
    fine: "",
  },
  {
    message:
      "jira.example.com showed another certificate than the one this channel trusts (expected SHA-256 AA:BB, " +
      "found CC:DD): if it was renewed on purpose, choose Trust the new certificate.",
    what: "jira.example.com showed another certificate than the one this channel trusts.",
    advice: "If it was renewed on purpose, choose Trust the new certificate.",
    fine: "expected SHA-256 AA:BB, found CC:DD",
  },
  {
    message:
      "jira.example.com showed a certificate that has expired (subject CN=jira (old): x, issuer CN=CA, valid " +
      "from 2020-01-01 to 2021-01-01): install a valid certificate on the server.",
    what: "jira.example.com showed a certificate that has expired.",
    advice: "Install a valid certificate on the server.",
    fine: "subject CN=jira (old): x, issuer CN=CA, valid from 2020-01-01 to 2021-01-01",
  },
])("$message", ({ message, ...parts }) => {
  expect(failureText(message)).toEqual(parts);
});

test("a refused field has the form's name", () => {
  const settings = newChannelSchema.parse({
    name: "Jira",
    url: "https://jira.example.com/{{TOKEN}}",
    url_secrets: [{ replacement: "TOKEN", saved: true }],
    headers: [{ name: "X-Api-Key", sensitive: true, saved: true }],
  });
  const names = [
    "url",
    "url_secrets[0].value",
    "headers[0].value",
    "auth.password",
    "auth.token",
    "format.type",
    "alert.status",
  ];
  expect(names.map((path) => fieldName(path, settings))).toEqual([
    "URL",
    "Sensitive Value of {{TOKEN}}",
    "Header X-Api-Key",
    "Password",
    "Auth Token",
    "Format",
    null,
  ]);
  expect(fieldName("headers[3].name", null)).toBe("Header 4");
});

test("a refused field of a format has its label", async () => {
  const format = { type: "telegram", chat_id: "-100" } as const;
  const settings = newChannelSchema.parse({ name: "Chat", url: "https://api.telegram.org/", format });
  await parts.load();
  expect(fieldName("format.chat_id", settings)).toBe("Chat");
  expect(fieldName("format.unknown", settings)).toBe("Format");
  expect(fieldName("format.chat_id", null)).toBe("Format");
});
