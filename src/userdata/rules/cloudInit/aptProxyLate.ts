import { say } from "../../../l10n/sentence";
import { memberOf } from "../../yaml/members";
import type { MergedConfig } from "../../assembly/merge/mergedConfig";
import { script } from "../examples";
import { isTrue, mappingsUnder, nodeSpan, textUnder } from "../facts/cloudConfig/config";
import type { Rule } from "../rule";

const config = (...more: string[]): string =>
  script(
    "#cloud-config",
    ...more,
    "packages:",
    "  - jq",
    "runcmd:",
    "  - export https_proxy=http://169.254.0.11:3128",
  );

export const aptProxyLate: Rule = {
  id: "apt-proxy-late",
  severity: "warning",
  needs: "shell",
  title: "Packages installed before the proxy is set",
  why: "`packages` and `package_update` run before `runcmd`, in another process. An export in `runcmd` is too late for them and has no effect on them.",
  fix: "Set `apt.http_proxy` and `apt.https_proxy`, which cloud-init writes before it installs packages.",
  bad: config(),
  good: config("apt:", "  http_proxy: http://169.254.0.11:3128", "  https_proxy: http://169.254.0.11:3128"),
  *check({ configs, shell }) {
    const late = shell.commands.find(
      (command) =>
        command.place.kind === "runcmd" &&
        command.assignments.some((each) => /^https?_proxy$/iu.test(each.name)),
    );
    if (late === undefined) return;
    for (const each of configs) {
      const member = ["packages", "package_update", "package_upgrade"]
        .map((key) => memberOf(each.root, key))
        .find((found) => found !== undefined);
      if (member === undefined || hasAptProxy(each)) continue;
      if (member.node.kind === "scalar" && !isTrue(each.root, member.name)) continue;
      yield {
        span: nodeSpan(each, member.key),
        message: say`This runs before runcmd and does not see the proxy. Set apt.http_proxy and apt.https_proxy.`,
        related: [{ span: late.span, message: say`The proxy is set here.` }],
      };
    }
  },
};

function hasAptProxy(part: MergedConfig): boolean {
  const apt = memberOf(part.root, "apt")?.node;
  if (
    apt?.kind === "mapping" &&
    ["http_proxy", "https_proxy", "proxy", "conf"].some((key) => memberOf(apt, key) !== undefined)
  )
    return true;
  if (memberOf(part.root, "apt_proxy") !== undefined || memberOf(part.root, "yum_repos") !== undefined)
    return true;
  return mappingsUnder(part, "write_files").some((entry) =>
    /apt\.conf|\/(?:dnf|yum|tdnf)/u.test(textUnder(entry, "path") ?? ""),
  );
}
