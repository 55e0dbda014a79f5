/** The content codings that Tocsin answers in. */
export type Coding = "br" | "gzip" | "zstd";

/** Below the least weight that can be written (0.001): what a header does not speak of comes last. */
const UNSAID = 0.0005;

/**
 * The coding of an answer that `header` (Accept-Encoding) allows, RFC 9110 §12.5.3. Among equals the first of
 * `offered` wins, and any coding wins over none. "identity" is the answer as it is; null where not even that is taken.
 *
 * Example: "gzip;q=0.8, br" and ["br", "gzip"] → "br"
 */
export function chooseCoding<Offered extends Coding>(
  header: string | undefined,
  offered: readonly Offered[],
): Offered | "identity" | null {
  const weights = weightsOf(header ?? "");
  const others = weights.get("*");
  const identity = weights.get("identity") ?? (others === 0 ? 0 : UNSAID);
  let best: Offered | "identity" | null = identity > 0 ? "identity" : null;
  let most = identity;
  for (const coding of offered.toReversed()) {
    const weight = weights.get(coding) ?? others ?? 0;
    if (weight === 0 || weight < most) continue;
    best = coding;
    most = weight;
  }
  return best;
}

/** Each coding's weight; what is not written as RFC 9110 has it counts as refused. */
function weightsOf(header: string): Map<string, number> {
  const weights = new Map<string, number>();
  for (const part of header.split(",")) {
    const [name = "", ...parameters] = part.split(";").map((piece) => piece.trim().toLowerCase());
    if (name !== "") weights.set(name === "x-gzip" ? "gzip" : name, weightOf(parameters));
  }
  return weights;
}

const WEIGHT = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/;

function weightOf(parameters: readonly string[]): number {
  if (parameters.length === 0) return 1;
  return Number(WEIGHT.exec(parameters.join(";"))?.[1] ?? 0);
}
