import type { Distribution } from "#lib/domain/metrics/histogram.ts";

/** One value with its labels. `suffix` goes behind the family's name. */
type Sample = { suffix?: string; labels?: Readonly<Record<string, string>>; value: number };

/** A metric with all its values. `name` and `help` are as Prometheus shows them. */
export type Family = {
  name: string;
  type: "counter" | "gauge" | "histogram";
  help: string;
  samples: readonly Sample[];
};

type Values = number | readonly Sample[];

export const counter = (name: string, help: string, values: Values): Family => ({
  name,
  type: "counter",
  help,
  samples: samplesOf(values),
});

export const gauge = (name: string, help: string, values: Values): Family => ({
  name,
  type: "gauge",
  help,
  samples: samplesOf(values),
});

const samplesOf = (values: Values): readonly Sample[] =>
  typeof values === "number" ? [{ value: values }] : values;

/** A histogram; with several distributions, each has its labels. */
export const histogram = (
  name: string,
  help: string,
  distributions: readonly (Distribution & { labels?: Record<string, string> })[],
): Family => ({ name, type: "histogram", help, samples: distributions.flatMap(bucketsOf) });

/** Each bucket also counts the values of all smaller ones, as the format wants it. */
function bucketsOf({ bounds, counts, sum, labels = {} }: Distribution & { labels?: Record<string, string> }) {
  let count = 0;
  const buckets = counts.map((own, index) => {
    count += own;
    const le = bounds[index] === undefined ? "+Inf" : String(bounds[index]);
    return { suffix: "_bucket", labels: { ...labels, le }, value: count };
  });
  return [...buckets, { suffix: "_sum", labels, value: sum }, { suffix: "_count", labels, value: count }];
}

export const EXPOSITION_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/**
 * Writes the metrics in Prometheus' text format, version 0.0.4.
 * @example exposition([counter("a_total", "All a.", 1)]) === "# HELP a_total All a.\n# TYPE a_total counter\na_total 1\n"
 */
export const exposition = (families: readonly Family[]): string => families.map(textOf).join("");

function textOf({ name, type, help, samples }: Family): string {
  const lines = samples.map(
    ({ suffix = "", labels = {}, value }) => `${name}${suffix}${labelsText(labels)} ${value}`,
  );
  return [`# HELP ${name} ${escaped(help)}`, `# TYPE ${name} ${type}`, ...lines, ""].join("\n");
}

function labelsText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) => `${name}="${escaped(value).replaceAll('"', '\\"')}"`,
  );
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

const escaped = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
