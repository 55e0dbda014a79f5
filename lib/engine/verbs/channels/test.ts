import { z } from "zod";
import { recordAudit } from "#db/queries/audit.ts";
import { type ChannelRow, channelRow, rememberCertificates } from "#db/queries/channels.ts";
import { alertInputSchema } from "#lib/domain/alert/alert-schema.ts";
import type { Details } from "#lib/domain/alert/details.ts";
import { sampleAlert } from "#lib/domain/alert/sample.ts";
import type { ChannelTest } from "#lib/domain/channel/test.ts";
import { AppError } from "#lib/domain/errors.ts";
import { existing } from "#lib/domain/existing.ts";
import { newId } from "#lib/domain/ids.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { type Actor, authorise } from "#lib/domain/people/actor.ts";
import { endOffer } from "#lib/engine/delivery/certificate-memory.ts";
import { type Attempt, deliver, type Sendable } from "#lib/engine/delivery/deliver.ts";
import type { Destination } from "#lib/engine/delivery/destination.ts";
import { recordTest } from "#lib/engine/delivery/record-test.ts";
import { complete } from "#lib/engine/intake/complete.ts";
import { knownMeanwhile } from "#lib/engine/intake/tests-under-way.ts";
import type { Tx, Verb, VerbContext } from "#lib/engine/write/context.ts";
import { type ComposedRequest, requestOf } from "#lib/formats/request.ts";
import { rememberTestAlertId, testAlertId } from "./test-alert-id.ts";
import { savedDestination, unsavedDestination } from "./test-destination.ts";

/**
 * `id` names a saved channel; `channel` holds a new channel's settings, or unsaved changes of the saved one.
 */
const inputSchema = z.strictObject({
  id: z.string().optional(),
  alert: alertInputSchema.partial().optional(),
  channel: z.unknown().optional(),
});

/** Who has a Test running. Each may run one at a time, so that nobody floods a receiver with Tests. */
const underWay = new Set<string>();

/**
 * Sends a simulated alert for real, to a saved channel (disabled or not) or with unsaved settings, to which
 * the rules of saving apply. Never pins a certificate. Scope `operate`, and `manage` for unsaved settings.
 * Throws AppError `not_found`, `invalid`, or `rate_limited` while another Test of the actor runs.
 */
export const testChannel: Verb<ChannelTest> = async (context, { actor, input }) => {
  authorise(actor, "operate");
  const { id, alert, channel } = parseOrRefuse(inputSchema, input);
  if (id === undefined || channel !== undefined) authorise(actor, "manage");
  const row = id === undefined ? undefined : existing("channel", channelRow(context.db, id));
  const destination =
    row === undefined || channel !== undefined
      ? unsavedDestination(context, row, channel ?? {})
      : savedDestination(context, row);
  const name = row?.name ?? "an unsaved channel";
  return oneAtATime(actor, async () => {
    const sendable = simulated(context, alert, actor);
    const attempt = await send(context, destination, sendable);
    const request = requestOf(destination.shown, attempt.facts);
    rememberTestAlertId(sendable.alertId);
    await context.transact((tx) => {
      if (row !== undefined)
        recordTest(tx, {
          channelId: row.id,
          format: destination.format,
          sendable,
          attempt,
          request,
          requestId: actor.requestId ?? null,
        });
      if (row !== undefined && channel === undefined) endOfferAfter(tx, row, attempt);
      const details = {
        outcome: attempt.result.outcome,
        status: attempt.result.status,
        url: destination.shown.url,
      };
      recordAudit(tx, actor, { action: "channels.test", target: { id: row?.id ?? "", name }, details });
    });
    return { alertId: sendable.alertId, ...outcomeOf(request, attempt) };
  });
};

/**
 * Withdraws the offer to trust another certificate if the Test met the trusted one again, though a Test pins
 * nothing.
 */
function endOfferAfter(tx: Tx, tested: ChannelRow, { result }: Attempt): void {
  const now = channelRow(tx.db, tested.id);
  if (now === undefined || now.url !== tested.url || now.verifySsl !== tested.verifySsl) return;
  const certificates = endOffer(now.certificates, result.certificate);
  if (certificates !== now.certificates) rememberCertificates(tx.db, tested.id, certificates);
}

async function oneAtATime<T>(actor: Actor, test: () => Promise<T>): Promise<T> {
  const who = "id" in actor ? actor.id : actor.kind;
  if (underWay.has(who))
    throw new AppError("rate_limited", "Your last Test is still running: wait for its answer.");
  underWay.add(who);
  try {
    return await test();
  } finally {
    underWay.delete(who);
  }
}

/** The simulated event, and its details, which aren't stored. */
type Simulated = Sendable & { details: Details | null };

function simulated(
  { db }: VerbContext,
  alert: Partial<z.output<typeof alertInputSchema>> | undefined,
  actor: Actor,
): Simulated {
  const given = { ...sampleAlert(), ...alert, alert_id: testAlertId(db, alert?.alert_id) };
  const completed = complete(given, undefined, {
    apiKeyName: "name" in actor ? actor.name : "Tocsin",
    now: Date.now(),
  });
  if (completed === null) throw new AppError("invalid", NO_TITLE.message, [NO_TITLE]);
  const { payload, details } = completed;
  const event = { eventId: newId("evt"), alertId: payload.alert_id, payloadText: JSON.stringify(payload) };
  return { ...event, hops: 0, ruleId: null, priority: null, details };
}

const NO_TITLE = { path: "alert.alert_title", message: "alert_title is required." };

/** Uses its own connection, so that a Test doesn't affect the channel's lane. */
async function send(context: VerbContext, destination: Destination, simulated: Simulated): Promise<Attempt> {
  const { sender } = context.outbound();
  const own = { ...destination, channelId: `test ${simulated.eventId}` };
  try {
    return await knownMeanwhile(simulated.eventId, () =>
      deliver(sender, own, simulated, () => simulated.details, context.now()),
    );
  } finally {
    sender.forget(own.channelId);
  }
}

function outcomeOf(request: ComposedRequest, { result }: Attempt): Omit<ChannelTest, "alertId"> {
  const { outcome, status, response, message, durationMs, timing, certificate } = result;
  return {
    request,
    response:
      response === null || status === null
        ? null
        : { ...response, status, durationMs: Math.round(durationMs) },
    failure: outcome === "delivered" ? null : { code: outcome, message },
    timing,
    certificate: certificate && {
      caVouched: certificate.caVouched,
      wouldPin: certificate.pinTo?.sha256 ?? null,
      expected: certificate.refused?.expected ?? null,
      found: certificate.refused?.found?.sha256 ?? null,
    },
  };
}
