import { say } from "../../../l10n/sentence";
import { assignRelay, createMachine, enrollment, extension, login } from "../examples";
import { asksAzure, azVerb } from "../facts/azure/az";
import type { Rule } from "../rule";

export const loginMissing: Rule = {
  id: "login-missing",
  severity: "error",
  title: "Azure called before the sign-in",
  why: "Without a prior `az login --identity`, az has no token and the call fails with \"Please run 'az login'\".",
  fix: "Sign in first: `az login --identity --allow-no-subscriptions`.",
  bad: enrollment(extension, createMachine, login, assignRelay),
  good: enrollment(extension, login, createMachine, assignRelay),
  *check({ steps, shell }) {
    if (!steps.enrolls || !runsOnTheVm(steps)) return;
    const signIn = steps.logins[0];
    const index = shell.commands.findIndex(asksAzure);
    const early = shell.commands[index];
    if (early === undefined || (signIn !== undefined && signIn.order < index)) return;
    const where = signIn === undefined ? say`nothing signs in` : say`the sign-in comes later`;
    yield {
      span: early.span,
      message: say`az ${azVerb(early)} needs a sign-in, but ${where}.`,
      ...(signIn && { related: [{ span: signIn.command.span, message: say`The sign-in is here.` }] }),
    };
  },
};

/** A script for the workstation has its user's sign-in already. */
function runsOnTheVm(steps: Parameters<Rule["check"]>[0]["steps"]): boolean {
  return steps.connects.length > 0 || steps.installs.length > 0 || steps.identityLogins.length > 0;
}
