import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { DeliveryFigures } from "#components/overview/figures.tsx";
import { figuresOf, NOTHING } from "#lib/domain/overview/figures.ts";
import type { OverviewFacts } from "#lib/domain/overview/overview.ts";

const NONE = { count: 0, oldestAt: null };

test("what failed is found whenever it was created, as it is counted by the time of its end", () => {
  const facts: OverviewFacts = {
    ...{ window: "1h", since: 0, until: 3_600_000, span: 60_000, lastEventAt: 1 },
    ...{ troubledChannels: [], ownAlerts: [], parts: [], channels: [] },
    ...{ waiting: NONE, otherWaiting: NONE },
    openAlerts: { Critical: 0, High: 0, Medium: 0, Low: 0 },
    total: { ...figuresOf(NOTHING), failed: 3 },
  };
  const page = renderToStaticMarkup(createElement(DeliveryFigures, { facts, now: 3_600_000 }));
  expect(page).toContain('href="/deliveries?state=failed"');
});
