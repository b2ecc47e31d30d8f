const quotations: readonly RegExp[] = [
  // `set -x`, also behind the prefix of journald: it shows a command, whatever the command says.
  /^(?:.{0,120}?[:\]|>] )?\+{1,9} \S/,
  // A prompt or a comment, and commands of a script that is printed (`set -v`, cat).
  /^\s*(?:\S{1,80}@\S{1,80})?[$#] ?\S/,
  /^\s*(?:export|declare|typeset|readonly|local|setenv|echo|printf)\s/,
  // An environment (`env`, `systemctl show`), but not a line of logfmt (time=… level=error msg=…).
  /^\s*(?!time=|level=|ts=|msg=)(?:Environment=)?"?[A-Za-z_]\w{0,60}=/,
  // A proxy setting in YAML, apt or sudoers, and what curl -v says of it.
  /^\s*"?(?:no|https?|all|ftp)_?proxy"?\s?:|proxy env variable|Acquire::\w{1,20}::Proxy|\benv_keep\b/i,
  // A debug log tells what is tried; what fails has a line of its own.
  /\blevel=(?:debug|trace)\b|^\s*DEBUG\b|\[DEBUG\]|(?:^|\s)DEBUG: /,
];

/** Whether a line only quotes a command, an environment, a setting or a trace, so that its words are no failure. */
export function isQuotation(line: string): boolean {
  return quotations.some((pattern) => pattern.test(line));
}
