/**
 * The oldest versions that may be installed, each with the advisories that the one before it still had. Raise
 * a floor with each advisory that concerns Tocsin.
 */
const FLOORS = {
  // Bypasses of authorization and forged requests by upgrade (GHSA-267c-6grr-h53f, GHSA-c4j6-fc7j-m34r).
  next: "16.2.6",
  // An email that becomes another one after it was checked (GHSA-7rqj-j65f-68wh).
  "next-auth": "4.24.15",
};

/**
 * The packages below their floor, as sentences. `packages` is that member of package-lock.json; every copy
 * counts, wherever it lies. A package with a floor that is not installed at all is a fault too.
 */
export function belowFloor(packages, floors = FLOORS) {
  return Object.entries(floors).flatMap(([name, floor]) => {
    const copies = Object.entries(packages).filter(([path]) => path.endsWith(`node_modules/${name}`));
    if (copies.length === 0) return [`${name} is not installed: take its floor away.`];
    return copies
      .filter(([, { version }]) => isOlder(version, floor))
      .map(([path, { version }]) => `${path} is ${version}: ${name} must be at least ${floor}.`);
  });
}

/** Whether a version is older than another. A prerelease is older than its release: 5.0.0-beta.1 than 5.0.0. */
function isOlder(version, floor) {
  const [numbers, prerelease] = version.split("-", 2);
  const differing = numbers
    .split(".")
    .map((number, index) => Number(number) - Number(floor.split(".")[index]))
    .find((difference) => difference !== 0);
  return differing === undefined ? prerelease !== undefined : differing < 0;
}
