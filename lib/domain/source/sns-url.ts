/**
 * Whether an address is one of Amazon SNS itself: https at `sns.<region>.amazonaws.com` or `.com.cn`, at its
 * usual port, without a user. No other address of a subscription is ever fetched.
 * @example isSnsUrl("https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription") === true
 */
export function isSnsUrl(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.protocol !== "https:" || url.port !== "") return false;
  if (url.username !== "" || url.password !== "") return false;
  return /^sns\.[a-z]{2}(-[a-z]+)+-\d{1,2}\.amazonaws\.com(\.cn)?$/.test(url.hostname);
}
