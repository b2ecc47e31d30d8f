import { say } from "../../../l10n/sentence";
import { createMachine, enrollment, login } from "../examples";
import { azVerb, identityOptions, isIdentityLogin } from "../facts/azure/az";
import { signInAt } from "../facts/azure/enrollment";
import type { ShellCommand } from "../../script/command";
import { option } from "../../script/options";
import type { Rule } from "../rule";

export const roleAssignmentInVm: Rule = {
  id: "role-assignment-in-vm",
  severity: "error",
  title: "Role assigned by the VM's own system-assigned identity",
  why: "The identity is created with the VM and has no right to assign roles. The call fails with AuthorizationFailed.",
  fix: "Assign the roles from outside the VM: as the user who deploys it, after the VM exists and before the script signs in. Or use a user-assigned identity whose roles are assigned in advance.",
  bad: enrollment(
    login,
    'az role assignment create --assignee "$PRINCIPAL_ID" --role Contributor --scope "$SCOPE"',
    createMachine,
  ),
  good: enrollment(login, createMachine),
  *check({ steps, shell }) {
    if (steps.identityLogins.length === 0) return;
    for (const [order, command] of shell.commands.entries()) {
      if (azVerb(command) !== "role assignment create") continue;
      const signIn = signInAt(steps, order);
      if (signIn === undefined || !isSystemAssigned(signIn.command)) continue;
      yield {
        span: command.span,
        message: say`The VM's system-assigned identity cannot assign roles. Assign them from outside the VM.`,
        related: [{ span: signIn.command.span, message: say`The script signs in as that identity here.` }],
      };
    }
  },
};

function isSystemAssigned(login: ShellCommand): boolean {
  return isIdentityLogin(login) && option(login, identityOptions).kind === "absent";
}
