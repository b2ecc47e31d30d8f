/** A rule that the author of a document sets aside, and why. */
export interface SetAside {
  readonly rule: string;
  readonly reason: string;
}

/**
 * The user data with a comment behind its first line (`#!…` or `#cloud-config`) for each rule that was set aside on purpose,
 * so that the linter stays silent and a reader knows why: another proxy, a private key that the user wants in the text.
 */
export function withRulesSetAside(text: string, setAside: readonly SetAside[]): string {
  const end = text.indexOf("\n");
  if (end < 0 || !text.startsWith("#")) throw new RangeError("User data starts with a header line.");
  const comments = setAside.map(
    ({ rule, reason }) => `\n# nexus-arc-disable ${rule} -- ${onOneLine(reason)}`,
  );
  return text.slice(0, end) + comments.join("") + text.slice(end);
}

function onOneLine(text: string): string {
  return text.replace(/[\s\u0085]+/gu, " ").trim();
}
