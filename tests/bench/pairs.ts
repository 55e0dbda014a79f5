import { totalOf } from "./cpu.ts";
import type { BenchReceiver } from "./receiver.ts";
import { type Bench, type Figure, median } from "./report.ts";
import { roundFigures } from "./round-figures.ts";
import { measureRound, type Round, type Shape, type Subject, sized } from "./rounds.ts";

/** What two programs needed for the same load: the rounds of the same number form a pair. */
export type Pairs = { shape: Shape; first: Round[]; second: Round[] };

export const pairsOf = (shapes: Shape[]): Pairs[] =>
  shapes.map((shape) => ({ shape, first: [], second: [] }));

/**
 * Posts the same load to two programs in turn, never to both at once, and adds the rounds to `all`. Which one
 * begins changes from pair to pair, so that neither profits from a drift of the machine.
 */
export async function addPair(
  all: Pairs[],
  [first, second]: [Subject, Subject],
  receiver: BenchReceiver,
  { scale, progress }: Bench,
): Promise<void> {
  for (const pairs of all) {
    const { shape } = pairs;
    const load = { ...shape, events: sized(shape.events * scale, shape.perPost) };
    const sides = [
      { subject: first, rounds: pairs.first },
      { subject: second, rounds: pairs.second },
    ];
    if (pairs.first.length % 2 === 1) sides.reverse();
    for (const { subject, rounds } of sides) {
      const round = await measureRound(subject, receiver, load);
      rounds.push(round);
      progress(`${shape.name} ${rounds.length}, ${subject.name}: ${lineOf(round)}`);
    }
  }
}

const lineOf = ({ cpu, perSecond }: Round): string =>
  `${Math.round(totalOf(cpu))} µs of CPU per event, ${Math.round(perSecond)}/s`;

/** The figures of both, and the median of the paired ratios of their CPU: second ÷ first. */
export function pairFigures(
  scenario: string,
  { shape, first, second }: Pairs,
  names: [string, string],
  target: NonNullable<Figure["target"]>,
): Figure[] {
  const ratios = first.map(({ cpu }, index) => totalOf(second[index]?.cpu ?? cpu) / totalOf(cpu));
  return [
    ...roundFigures(scenario, first, {}, `${shape.name}, ${names[0]}: `),
    ...roundFigures(scenario, second, {}, `${shape.name}, ${names[1]}: `),
    {
      scenario,
      figure: `${shape.name}: CPU, ${names[1]} / ${names[0]}`,
      value: median(ratios),
      unit: "",
      target,
    },
  ];
}
