import type { TemplateAnswers } from "../../userdata/template/questions";
import { withRulesSetAside } from "../../userdata/template/setAside";
import { readTarget, type TargetInput, type TargetReading } from "../target/target";
import { vmScript } from "./vmScript";
import { defaultOptions } from "./parts/options";

/** The target that the answers and the texts that were typed come to. */
export function targetOfAnswers(
  { identity, cloud, creator, flavour }: TemplateAnswers,
  texts: TargetInput,
): TargetReading {
  return readTarget({ ...texts, identity, cloud, creator, flavour });
}

/** What is wrong with a proxy's address, as a sentence; undefined for one that the script can take. */
export function judgeProxy(address: string): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const fits =
    url !== undefined && /^https?:$/.test(url.protocol) && /^https?:\/\/[\w.[\]:-]+\/?$/.test(address);
  if (!fits) return "The proxy's address looks like http://proxy.example:3128, without a name and password.";
  return undefined;
}

/**
 * User data for a first boot that enrolls the VM: a commented script or cloud-config that the linter finds nothing wrong with.
 * Another proxy than the Cloud Services Network's is a choice of the user's, and the text says so.
 */
export function newUserData(
  answers: TemplateAnswers,
  target: Parameters<typeof vmScript>[0],
  proxy: string = defaultOptions.proxy,
): string {
  const text = vmScript(target, { format: answers.form, proxy });
  if (proxy === defaultOptions.proxy) return text;
  return withRulesSetAside(text, [{ rule: "proxy-address", reason: "this network has a proxy of its own" }]);
}
