/** A topic of Amazon SNS that wants to post here. Times are in ms since 1970. */
export type SubscriptionView = {
  id: string;
  topicArn: string;
  /** The key that it came in with; null once that was removed. */
  keyName: string | null;
  requestedAt: number;
  confirmedAt: number | null;
  /** Whether it can be confirmed: its address is still there. */
  waits: boolean;
  /** What came of the last try; null before one. */
  lastAnswer: string | null;
};
