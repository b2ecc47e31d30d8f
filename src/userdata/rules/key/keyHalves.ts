import { option } from "../../script/options";
import type { Value } from "../../script/value";
import { compareValues, written } from "../../script/value";
import { bodyField, machineBody } from "../facts/machine";
import type { Rule } from "../rule";
import { keyScript } from "./examplesOfKeys";

export const keyHalves: Rule = {
  id: "key-halves",
  severity: "error",
  title: "Private and public half of the key mixed up",
  why: "The machine resource takes the public half, the agent the private one. Swapped, the connection fails, and the private key stands in Azure.",
  fix: 'Send the public half as `"clientPublicKey"`, and give the private half to `--private-key`.',
  bad: keyScript().replace('--private-key "$PRIVATE_B64"', '--private-key "$PUBLIC_B64"'),
  good: keyScript(),
  *check({ steps }) {
    const body = steps.machines[0] && machineBody(steps.machines[0].command);
    const sent = body && bodyField(body, "clientPublicKey");
    if (sent !== undefined && half(sent.value) === "private") {
      yield {
        span: sent.span,
        message: "This is the private key. The machine resource takes the public half.",
      };
    }
    for (const { command } of steps.connects) {
      const use = option(command, ["--private-key"]);
      if (use.kind !== "given") continue;
      const same =
        sent !== undefined &&
        half(sent.value) !== "private" &&
        compareValues(sent.value, use.value) === "same";
      if (!same && half(use.value) !== "public") continue;
      yield {
        span: use.valueSpan,
        message: "This is the public half. The agent takes the private key.",
        ...(sent && { related: [{ span: sent.span, message: "The machine is created with this half." }] }),
      };
    }
  },
};

/** Which half a value is, by the command that makes it or by the name of its variable. */
function half(value: Value): "private" | "public" | "unknown" {
  const text = written(value);
  if (/RSAPublicKey_out|-pubout|^\$\{?PUBLIC/u.test(text)) return "public";
  return /-traditional|^\$\{?PRIVATE/u.test(text) ? "private" : "unknown";
}
