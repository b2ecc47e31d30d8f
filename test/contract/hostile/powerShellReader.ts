/** One `Send-Arm METHOD 'path' (body)` of a script. */
export interface PowerShellCall {
  readonly method: string;
  readonly path: string;
  /** The body's text, with `"<NAME>"` for an environment variable as JSON. */
  readonly body: string;
}

/**
 * The calls of a PowerShell script of ours, read by PowerShell's rules for verbatim strings: any of the four single quotes starts and
 * ends one, and two in a row stand for one (language specification 2.3.5.2, and its tokenizer). Throws `SyntaxError`.
 */
export function readPowerShellCalls(script: string): PowerShellCall[] {
  const calls: PowerShellCall[] = [];
  let at = script.indexOf("\n}\n") + 3;
  if (at < 3) throw new SyntaxError("the script has no Send-Arm function");
  const take = (sticky: RegExp): string | undefined => {
    sticky.lastIndex = at;
    const found = sticky.exec(script)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const expect = (sticky: RegExp): string => {
    const found = take(sticky);
    if (found === undefined)
      throw new SyntaxError(`expected ${sticky.source}: ${JSON.stringify(script.slice(at, at + 40))}`);
    return found;
  };
  const verbatim = (): string => {
    expect(/['\u2018-\u201b]/y);
    let value = "";
    for (;;) {
      const character = script.charAt(at);
      if (character === "") throw new SyntaxError("a string without its end");
      at += 1;
      if (!/['\u2018-\u201b]/.test(character)) value += character;
      else if (/['\u2018-\u201b]/.test(script.charAt(at))) {
        value += script.charAt(at);
        at += 1;
      } else return value;
    }
  };
  while (take(/\s*$/y) === undefined) {
    expect(/\s*Send-Arm /y);
    const method = expect(/[A-Z]+/y);
    expect(/ /y);
    const path = verbatim();
    expect(/ \(/y);
    let body = "";
    do {
      const variable = take(/\(ConvertTo-Json \$env:[A-Z_]+\)/y);
      body +=
        variable === undefined ? verbatim() : `"<${variable.slice("(ConvertTo-Json $env:".length, -1)}>"`;
    } while (take(/ \+ /y) !== undefined);
    expect(/\)/y);
    calls.push({ method, path, body });
  }
  return calls;
}
