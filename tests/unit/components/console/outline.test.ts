import { expect, test } from "vitest";
import { isOtherTab } from "#components/console/outline.tsx";
import { CHANGE_PASSWORD, NEW_RULE, PROFILE, PROFILE_SECURITY, RULES, WEBHOOKS } from "#components/paths.ts";

test.each([
  [`${WEBHOOKS}/chn_1`, `${WEBHOOKS}/chn_1/deliveries`, true],
  [`${WEBHOOKS}/chn_1/deliveries`, `${WEBHOOKS}/chn_1/security`, true],
  [`${WEBHOOKS}/chn_1`, `${WEBHOOKS}/chn_2`, false],
  [`${WEBHOOKS}/chn_1`, `${WEBHOOKS}/chn_11`, false],
  [WEBHOOKS, `${WEBHOOKS}/chn_1`, false],
  [`${NEW_RULE}/alerts`, `${NEW_RULE}/access`, true],
  [RULES, NEW_RULE, false],
  [PROFILE, PROFILE_SECURITY, true],
  [PROFILE_SECURITY, PROFILE, true],
  [PROFILE_SECURITY, CHANGE_PASSWORD, false],
  ["/alerts", "/deliveries", false],
])("from %s to %s is only another tab: %s", (here, next, other) => {
  expect(isOtherTab(here, next)).toBe(other);
});
