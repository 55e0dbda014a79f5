import { parseBody } from "./json-body.ts";
import { firstText, isMembers, type Members, membersOf } from "./members.ts";
import { Faults, notOfType } from "./not-of-type.ts";
import type { Mapped, MappedAlert, SenderFormat, SenderPost } from "./sender.ts";

/** The HTTPS endpoint of an Amazon SNS topic: its notifications, CloudWatch alarms among them. */
export const awsSns: SenderFormat = {
  mediaTypes: ["text/plain"],
  wrongMediaType: "Send Content-Type: text/plain, as Amazon SNS does.",
  paths: [""],
  waitsForChallenge: true,
  map,
};

function map({ text, header }: SenderPost): Mapped {
  if (header("x-amz-sns-rawdelivery") === "true")
    notOfType('turn "raw message delivery" of the subscription off: Tocsin needs the whole notification.');
  const body = membersOf(parseBody(text));
  const faults = new Faults();
  const topicArn = firstText(body.TopicArn) ?? faults.missing("TopicArn", "the topic's ARN") ?? "";
  if (body.Type === "SubscriptionConfirmation") return subscription(body, topicArn, faults);
  if (body.Type !== "Notification" && body.Type !== "UnsubscribeConfirmation")
    faults.missing("Type", '"Notification" or "SubscriptionConfirmation"');
  if (firstText(body.Message) === null) faults.missing("Message", "the notification's text");
  faults.refuse();
  return { kind: "alerts", alerts: body.Type === "Notification" ? notifications(body, topicArn) : [] };
}

function subscription(body: Members, topicArn: string, faults: Faults): Mapped {
  const subscribeUrl =
    firstText(body.SubscribeURL) ?? faults.missing("SubscribeURL", "the address that confirms") ?? "";
  faults.refuse();
  return { kind: "subscription", topicArn, subscribeUrl };
}

/** What authenticates or acts. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  "Token",
  "SubscribeURL",
  "UnsubscribeURL",
  "Signature",
  "SigningCertURL",
]);

/** One alert; none of an alarm that has too little data, because that neither opens nor ends anything. */
function notifications(body: Members, topicArn: string): MappedAlert[] {
  const message = parsed(firstText(body.Message) ?? "");
  if (isAlarm(message) && message.NewStateValue === "INSUFFICIENT_DATA") return [];
  const kept = Object.entries(body).filter(([name]) => !LEFT_OUT.has(name));
  const details = { ...Object.fromEntries(kept), Message: message };
  const source = { source_id: topicArn, source_name: firstText(topicArn.split(":").at(-1)) };
  if (isAlarm(message)) return [{ ...alarm(message), ...source, details }];
  const text = firstText(body.Message) ?? "";
  const title = firstText(body.Subject, text.split("\n", 1)[0]);
  const occurred_at = firstText(body.Timestamp);
  return [{ identity: null, title, description: text, ...source, occurred_at, details }];
}

const isAlarm = (message: unknown): message is Members =>
  isMembers(message) && firstText(message.AlarmName) !== null && firstText(message.NewStateValue) !== null;

/** The message is often JSON in a text. */
function parsed(message: string): unknown {
  if (!message.startsWith("{")) return message;
  try {
    return parseBody(message);
  } catch {
    return message;
  }
}

function alarm(message: Members): Omit<MappedAlert, "details"> {
  const trigger = membersOf(message.Trigger);
  return {
    identity: firstText(message.AlarmArn, message.AlarmName),
    title: firstText(message.AlarmName),
    description: firstText(message.AlarmDescription, message.NewStateReason),
    event_description: firstText(message.NewStateReason),
    status: message.NewStateValue === "OK" ? "Resolved" : null,
    category: firstText(trigger.Namespace),
    occurred_at: firstText(message.StateChangeTime),
  };
}
