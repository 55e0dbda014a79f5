import { expect, test } from "vitest";
import { isSnsUrl } from "#lib/domain/source/sns-url.ts";

test.each([
  "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=1",
  "https://sns.us-gov-east-1.amazonaws.com/",
  "https://sns.cn-north-1.amazonaws.com.cn/?Token=1",
  "https://SNS.eu-west-1.amazonaws.com:443/",
])("%s is Amazon SNS", (url) => {
  expect(isSnsUrl(url)).toBe(true);
});

test.each([
  "http://sns.eu-west-1.amazonaws.com/",
  "https://sns.eu-west-1.amazonaws.com:8443/",
  "https://sns.eu-west-1.amazonaws.com.evil.example/",
  "https://sns.eu-west-1.amazonaws.com@evil.example/",
  "https://evil@sns.eu-west-1.amazonaws.com/",
  "https://evil.example/sns.eu-west-1.amazonaws.com/",
  "https://evil.example#sns.eu-west-1.amazonaws.com/",
  "https://evil.example\\@sns.eu-west-1.amazonaws.com/",
  "https://sns.evil.example.amazonaws.com/",
  "https://s3.eu-west-1.amazonaws.com/",
  "https://bucket.sns.eu-west-1.amazonaws.com/",
  "https://sns.eu-west-1.amazonaws.com./",
  "https://sns.eu-west-1.amazonaws.cn/",
  "https://xsns.eu-west-1.amazonaws.com/",
  "https://sns.amazonaws.com/",
  "https://127.0.0.1/",
  "//sns.eu-west-1.amazonaws.com/",
  "",
])("%s is not", (url) => {
  expect(isSnsUrl(url)).toBe(false);
});
