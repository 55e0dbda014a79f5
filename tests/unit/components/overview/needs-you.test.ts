import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { NeedsYou } from "#components/overview/needs-you.tsx";
import type { TroubledChannel } from "#lib/domain/overview/overview.ts";

const MINUTE = 60_000;
const NOW = 60 * MINUTE;

const JIRA: TroubledChannel = {
  ...{ id: "chn_1", name: "Jira", health: "failing", since: NOW - MINUTE, reason: null },
  ...{ certificateChanged: false, failedDeliveryId: null, waiting: 7 },
};

const page = (troubledChannels: TroubledChannel[], oldestAt: number | null): string =>
  renderToStaticMarkup(
    createElement(NeedsYou, {
      facts: { troubledChannels, ownAlerts: [], otherWaiting: { count: 3, oldestAt }, channels: [] },
      ...{ now: NOW, muted: new Map(), mute: undefined },
    }),
  );

test("what waits for long is said, also while a channel is in trouble", () => {
  expect(page([], NOW - 5 * MINUTE)).toContain("3 deliveries wait");
  expect(page([JIRA], NOW - 5 * MINUTE)).toContain("3 other deliveries wait");
});

test("what has not waited for long needs nobody", () => {
  for (const oldestAt of [null, NOW - 4 * MINUTE])
    expect(page([JIRA], oldestAt)).not.toContain("3 other deliveries wait");
});
