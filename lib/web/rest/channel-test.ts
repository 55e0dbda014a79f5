import { z } from "zod";
import type { ChannelTest } from "#lib/domain/channel/test.ts";
import { outcomes } from "#lib/domain/delivery/outcome.ts";
import { named, presentTiming, requestAsShown, responseAsKept, TimingShape } from "./shapes.ts";

/** What a Test sent and what the receiver answered. */
export const TestResult = named(
  "TestResult",
  z.strictObject({
    alert_id: z.string().describe("The simulated alert's; a later Test may repeat it"),
    request: requestAsShown,
    response: responseAsKept.extend({ status: z.int(), duration_ms: z.int() }).nullable(),
    failure: z
      .strictObject({ code: z.enum(outcomes).exclude(["delivered"]), message: z.string() })
      .nullable(),
    timing: TimingShape.nullable(),
    certificate: z
      .strictObject({
        ca_vouched: z.boolean(),
        would_pin: z.string().nullable(),
        expected: z.string().nullable(),
        found: z.string().nullable(),
      })
      .nullable(),
  }),
);

export const presentTest = (test: ChannelTest): z.output<typeof TestResult> => ({
  alert_id: test.alertId,
  request: test.request,
  response: test.response && {
    status: test.response.status,
    duration_ms: test.response.durationMs,
    headers: test.response.headers,
    body: test.response.body,
    truncated: test.response.truncated,
  },
  failure: test.failure,
  timing: test.timing && presentTiming(test.timing),
  certificate: test.certificate && {
    ca_vouched: test.certificate.caVouched,
    would_pin: test.certificate.wouldPin,
    expected: test.certificate.expected,
    found: test.certificate.found,
  },
});
