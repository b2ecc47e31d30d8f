/** What `jsonwebtoken` asks of Node's version; every Node that runs the extension answers yes. */
const asked: ReadonlySet<unknown> = new Set(["^6.12.0 || >=8.0.0", ">=15.7.0", ">=16.9.0"]);

/** Stands in the built code for `semver`, of which `jsonwebtoken` is the only user: 29 KB for three questions. */
export function satisfies(_version: string, range: string): boolean {
  if (asked.has(range)) return true;
  throw new Error(`scripts/lib/build/noSemver.ts does not know the range "${range}".`);
}
