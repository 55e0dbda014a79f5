import { alertText } from "./load.ts";
import { reference } from "./measured.ts";
import type { BenchReceiver } from "./receiver.ts";
import { type Bench, median } from "./report.ts";
import { measureRound, type Round, type Shape, type Subject, sized, warmUp } from "./rounds.ts";

/** How many bare posts a round is compared with. */
const BARE = 20_000;

/** The rounds, and as medians: bare posts per second, and the part of them that was delivered. */
export type BesideBare = { rounds: Round[]; bare: number; ratio: number };

/** Warms up, then pairs each round with bare posts to the same receiver, because machines differ. */
export async function measureBesideBare(
  subject: Subject,
  receiver: BenchReceiver,
  shape: Shape,
  { runs, scale, progress }: Bench,
): Promise<BesideBare> {
  progress("warming up");
  await warmUp(subject, receiver, scale);
  const bareBody = (index: number) => alertText(`bare-${index}`);
  const all: { round: Round; bare: number }[] = [];
  for (let run = 1; run <= runs; run++) {
    const bare = (await reference(receiver, Math.ceil(BARE * scale), bareBody)).perSecond;
    const events = sized(shape.events * scale, shape.perPost);
    const round = await measureRound(subject, receiver, { ...shape, events });
    all.push({ round, bare });
    progress(`run ${run}: ${Math.round(round.perSecond)}/s, bare ${Math.round(bare)}/s`);
  }
  return {
    rounds: all.map(({ round }) => round),
    bare: median(all.map(({ bare }) => bare)),
    ratio: median(all.map(({ round, bare }) => round.perSecond / bare)),
  };
}
