import { say } from "../../../l10n/sentence";
import { argumentsOf, option } from "../../script/options";
import { literal } from "../../script/value";
import { opensslVerb } from "../facts/keys/openssl";
import type { Rule } from "../rule";
import { keyLines, keyScript } from "./examplesOfKeys";

export const keySize: Rule = {
  id: "key-size",
  severity: "warning",
  title: "Key that is not RSA with 2048 bits",
  why: "Enrollment is documented and tested only with RSA keys of 2048 bits.",
  fix: "Generate the key with `openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048`.",
  bad: keyScript({ make: keyLines.make.replace("2048", "1024") }),
  good: keyScript(),
  *check({ shell, steps }) {
    if (!steps.enrolls || steps.connects.length === 0) return;
    for (const command of shell.commands) {
      const verb = opensslVerb(command);
      const algorithm = option(command, ["-algorithm"]);
      const name = algorithm.kind === "given" ? literal(algorithm.value) : undefined;
      if (verb === "genpkey" && algorithm.kind === "given" && name !== undefined && !/^rsa$/iu.test(name)) {
        yield { span: algorithm.valueSpan, message: say`The agent needs an RSA key, not ${name}.` };
      }
      for (const word of argumentsOf(command)) {
        const text = literal(word.value) ?? "";
        const bits =
          verb === "genpkey"
            ? /^rsa_keygen_bits:(\d+)$/u.exec(text)?.[1]
            : verb === "genrsa"
              ? /^\d+$/u.exec(text)?.[0]
              : undefined;
        if (bits !== undefined && bits !== "2048")
          yield { span: word.span, message: say`The agent needs an RSA key of 2048 bits, not ${bits}.` };
      }
    }
  },
};
