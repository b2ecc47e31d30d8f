import { say } from "../../../l10n/sentence";
import { createMachine, enrollment, login } from "../examples";
import { requestOf } from "../facts/azure/az";
import { option } from "../../script/options";
import { written } from "../../script/value";
import { replacement } from "../repairs";
import type { Rule } from "../rule";

export const machineMethod: Rule = {
  id: "machine-method",
  severity: "error",
  title: "Machine resource not created by PUT with an API version",
  why: "Resource Manager creates a resource by PUT on its id, with an api-version in the address. Other methods return 404 or 405, a missing version 400.",
  fix: "Use `--method PUT` and an address that ends in `?api-version=2025-06-01`, or `--url-parameters api-version=2025-06-01`.",
  bad: enrollment(login, createMachine.replace("PUT", "POST")),
  good: enrollment(login, createMachine),
  *check(subject) {
    for (const { command } of subject.steps.machines) {
      const request = requestOf(command);
      if (request?.url.kind !== "given") continue;
      if (request.method !== "PUT" && request.method !== "?") {
        const method = option(command, ["--method", "-m", "-X", "--request"]);
        const span = method.kind === "given" ? method.valueSpan : command.span;
        yield {
          span,
          message: say`A machine is created by PUT, not ${request.method}.`,
          repairs: method.kind === "given" ? replacement(subject, span, written(method.value), "PUT") : [],
        };
      }
      const url = written(request.url.value);
      const certain = /^https:.*Microsoft\.HybridCompute\/machines\/[^/?]+(?:\?|$)/iu.test(url);
      if (certain && !/[?&]api-version=/u.test(url) && request.parameters.kind === "absent") {
        yield {
          span: request.url.valueSpan,
          message: say`The address has no ?api-version=, and no --url-parameters adds it.`,
        };
      }
    }
  },
};
