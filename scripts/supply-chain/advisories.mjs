const SEVERE = ["high", "critical"];

/**
 * Reads what `npm audit --json` printed. Returns `lines` for people, worst first, and `exitCode`: 1 if an
 * advisory is high or critical, 2 if the registry could not be asked, else 0.
 */
export function verdictOf(printed) {
  const report = parsed(printed);
  if (report?.vulnerabilities === undefined) return { lines: [unasked(report)], exitCode: 2 };
  const advisories = advisoriesOf(report).sort(
    (a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity),
  );
  const severe = advisories.filter(({ severity }) => SEVERE.includes(severity)).length;
  return {
    lines: [...advisories.map(lineOf), `Advisories: ${advisories.length}, high or critical: ${severe}.`],
    exitCode: severe > 0 ? 1 : 0,
  };
}

const SEVERITIES = ["info", "low", "moderate", "high", "critical"];

function parsed(printed) {
  try {
    return JSON.parse(printed);
  } catch {
    return undefined;
  }
}

const unasked = (report) =>
  `The registry did not tell its advisories: ${report?.message ?? "it could not be asked"}. Nothing was checked: try again, or from another network.`;

/** Of `via`, a text names another package, which has an entry of its own; an object is an advisory. */
function advisoriesOf({ vulnerabilities }) {
  const all = Object.values(vulnerabilities).flatMap(({ via }) =>
    via.filter((one) => typeof one === "object"),
  );
  return [...new Map(all.map((advisory) => [`${advisory.name} ${advisory.url}`, advisory])).values()];
}

const lineOf = ({ severity, name, range, title, url }) => `${severity}: ${name} ${range}: ${title} (${url})`;
