/** Compares dotted numbers part by part; what is missing counts as 0, and a pre-release (`4.0.0b1`) stands before its release. */
export function compareVersions(left: string, right: string): number {
  const a = partsOf(left);
  const b = partsOf(right);
  for (let index = 0; index < Math.max(a.numbers.length, b.numbers.length); index += 1) {
    const difference = (a.numbers[index] ?? 0) - (b.numbers[index] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return Number(b.preRelease) - Number(a.preRelease);
}

interface Parts {
  readonly numbers: readonly number[];
  readonly preRelease: boolean;
}

function partsOf(version: string): Parts {
  const match = /^(\d+(?:\.\d+)*)(.*)$/.exec(version.trim());
  return {
    numbers: (match?.[1] ?? "0").split(".").map(Number),
    preRelease: /^[-.]?[a-z]/i.test(match?.[2] ?? ""),
  };
}
