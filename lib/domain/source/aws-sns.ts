import type { SourceDescription } from "./source.ts";

export const awsSnsDescription: SourceDescription = {
  label: "Amazon SNS",
  summary:
    "An Amazon SNS topic sends its notifications: CloudWatch alarms, and whatever else publishes to it.",
  credentials: "basic",
  steps: [
    "In the Amazon SNS console, create a subscription of the topic with the protocol HTTPS and this endpoint.",
    "Leave raw message delivery off.",
    "Confirm the subscription here: it appears below with its topic.",
  ],
  snippets: ({ url, key }) => [
    { label: "Endpoint", language: "text", text: withPassword(url, key) },
    { label: "AWS command line", language: "shell", text: command(withPassword(url, key)) },
  ],
  settings: [],
  mapping: [
    { field: "alert_id", from: "AlarmArn of a CloudWatch alarm; else subject and topic" },
    { field: "alert_title", from: "AlarmName; else Subject, or the first line of Message" },
    { field: "description", from: "AlarmDescription, else NewStateReason; else Message" },
    { field: "event_description", from: "NewStateReason" },
    {
      field: "status",
      from: "NewStateValue: OK is Resolved, ALARM is Open; INSUFFICIENT_DATA changes nothing",
    },
    { field: "priority", from: "none: Medium, or what a rule sets" },
    { field: "category", from: "Trigger.Namespace" },
    { field: "source_id", from: "TopicArn" },
    { field: "source_name", from: "the topic's name" },
    { field: "occurred_at", from: "StateChangeTime, else Timestamp" },
  ],
  notes: [
    "Add OK actions to your CloudWatch alarms, or they don't end here.",
    "A notification that is no alarm is known by its subject and topic; nothing ends it but a person.",
    "Token, SubscribeURL, UnsubscribeURL and the signature are left out of the details.",
    "SNS signs with certificates that Tocsin never fetches: the API key is what protects this address.",
  ],
  verifiedBy: {
    page: "Amazon SNS: HTTP/HTTPS notification JSON format",
    href: "https://docs.aws.amazon.com/sns/latest/dg/http-notification-json.html",
  },
  sample: {
    headers: { "content-type": "text/plain; charset=UTF-8", "x-amz-sns-message-type": "Notification" },
    body: JSON.stringify({
      Type: "Notification",
      MessageId: "da41e39f-ea4d-435a-b922-c6aae3915ebe",
      TopicArn: "arn:aws:sns:eu-central-1:123456789012:alarms",
      Subject: 'ALARM: "cpu-web" in EU (Frankfurt)',
      Message: JSON.stringify({
        AlarmName: "cpu-web",
        AlarmDescription: null,
        AWSAccountId: "123456789012",
        NewStateValue: "ALARM",
        NewStateReason: "Threshold Crossed: 1 datapoint [97.2] was greater than the threshold (90.0).",
        StateChangeTime: "2026-11-28T09:06:38.123+0000",
        Region: "EU (Frankfurt)",
        AlarmArn: "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:cpu-web",
        OldStateValue: "OK",
        Trigger: { MetricName: "CPUUtilization", Namespace: "AWS/EC2", Period: 60, Threshold: 90 },
      }),
      Timestamp: "2026-11-28T09:06:38.345Z",
      SignatureVersion: "1",
      Signature: "EXAMPLE",
      SigningCertURL: "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0000.pem",
      UnsubscribeURL:
        "https://sns.eu-central-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=arn:aws:sns:eu-central-1:123456789012:alarms:c9135db0",
    }),
  },
};

/** SNS sends what stands before the host as Basic authentication. */
function withPassword(url: string, key: string): string {
  const [scheme, rest] = url.split("://", 2);
  return `${scheme}://tocsin:${encodeURIComponent(key)}@${rest}`;
}

const command = (endpoint: string): string => `aws sns subscribe --protocol https \\
  --topic-arn arn:aws:sns:REGION:ACCOUNT:TOPIC \\
  --notification-endpoint '${endpoint}'
`;
