import { Visitor } from "../../support/visitor.ts";
import { startInstallation } from "../installation.ts";
import { p99OfPosts } from "../p99-of-posts.ts";
import { atPace } from "../pace.ts";
import { BenchReceiver } from "../receiver.ts";
import { type Figure, median, type Scenario } from "../report.ts";
import { BATCH, deliver } from "../rounds.ts";

const ADMIN = { email: "ada@example.com", password: "correct horse battery" };
const SECONDS = 10;
const POSTS_PER_SECOND = 100;
const PAGES_PER_SECOND = 20;

export const postsWhilePages: Scenario = {
  name: "posts-while-pages",
  title: "100 posts/s, alone and while 20 pages of alerts are rendered a second",
  async run({ runs, scale, progress }) {
    await using receiver = await BenchReceiver.start();
    await using installation = await startInstallation({
      env: { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password },
    });
    await installation.api.createChannel({ url: receiver.url() });
    const visitor = new Visitor(installation.tocsin.url);
    await visitor.signIn(ADMIN.email, ADMIN.password);
    progress("warming up");
    await deliver(installation.subject, receiver, { ...BATCH, events: 20_000 });
    const seconds = Math.ceil(SECONDS * scale);
    await renderPages(visitor, seconds);
    const rounds: { alone: number; beside: number; page: number }[] = [];
    for (let run = 1; run <= runs; run++) {
      const alone = await p99OfPosts(installation, receiver, { seconds, perSecond: POSTS_PER_SECOND });
      const [beside, page] = await Promise.all([
        p99OfPosts(installation, receiver, { seconds, perSecond: POSTS_PER_SECOND }),
        renderPages(visitor, seconds),
      ]);
      rounds.push({ alone, beside, page });
      progress(
        `run ${run}: p99 ${alone.toFixed(1)} ms alone, ${beside.toFixed(1)} ms while pages are rendered`,
      );
    }
    const figure = (name: string, of: (round: (typeof rounds)[number]) => number, unit = "ms"): Figure => ({
      scenario: "posts-while-pages",
      figure: name,
      value: median(rounds.map(of)),
      unit,
    });
    return [
      figure("post to receipt alone, p99", ({ alone }) => alone),
      figure("post to receipt while pages are rendered, p99", ({ beside }) => beside),
      figure("a page meanwhile, median", ({ page }) => page),
    ];
  },
};

/** Asks for pages at an even pace. Resolves with the median time of a complete one, in ms. */
async function renderPages(visitor: Visitor, seconds: number): Promise<number> {
  const times: number[] = [];
  await atPace(PAGES_PER_SECOND, seconds * PAGES_PER_SECOND, async () => {
    const startedAt = performance.now();
    const answer = await visitor.request("/alerts");
    await answer.text();
    if (answer.status !== 200) throw new Error(`/alerts answered ${answer.status}.`);
    times.push(performance.now() - startedAt);
  });
  return median(times);
}
