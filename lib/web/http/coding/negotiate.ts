/** The content codings that Tocsin answers in. */
export type Coding = "br" | "gzip" | "zstd";

/** Less than the smallest weight that a header can give (0.001), so that unlisted codings come last. */
const UNSAID = 0.0005;

/**
 * The best coding that `header` (Accept-Encoding) allows, RFC 9110 §12.5.3. Among equal weights the first of
 * `offered` wins, and any coding wins over none. "identity" means no coding; null means that the header
 * refuses even that.
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

/** The weight of each listed coding. A weight that breaks RFC 9110's syntax counts as 0, a refusal. */
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
