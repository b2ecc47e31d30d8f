import type { ShellFunction, ShellState } from "../state";

/**
 * Words of a function whose every call matters: programs that the rules put in order, exports, and what runs its own
 * arguments. Anything else is understood from one call.
 */
const telling =
  /\b(?:az|azcmagent|curl|wget|openssl|apt|apt-get|dnf|yum|tdnf|zypper|rpm|dpkg|pip3?|snap|git|export|source|eval|exec|sudo|su|runuser|bash|sh)\b|\$@|\$\*|^[ \t]*"?\$[\w{@*]/mu;

/** Words that stand where a command does. */
const calls = /(?:^|[;|&(`{!]|\b(?:then|do|else|elif|if|while|until)\s)[ \t]*([A-Za-z_][\w-]*)/gmu;

/** Longer functions are taken to be of interest rather than searched. */
const MAX_SEARCHED_LENGTH = 20_000;

/**
 * Whether one call of a function tells all, by its text and by the functions that it calls. Helpers that format text or
 * report are called hundreds of times in real scripts; following each call would use up the walk's budget.
 */
export function isDull(state: ShellState, body: ShellFunction, depth = 0): boolean {
  const text = body.source.text.slice(body.body.pos, body.body.end);
  if (depth > 6 || text.length > MAX_SEARCHED_LENGTH || telling.test(withoutComments(text))) return false;
  const called = [...text.matchAll(calls)].map((match) => match[1] ?? "");
  return [...new Set(called)].every((name) => {
    const named = state.getFunction(name);
    return named === undefined || named.body === body.body || isDull(state, named, depth + 1);
  });
}

function withoutComments(text: string): string {
  return text.replace(/^[ \t]*#.*$/gmu, "");
}
