import * as vscode from "vscode";
import { t } from "../../l10n";
import { isAborted } from "../../arm/errors";
import type { FleetPorts } from "../../fleet/run/deployFleet";
import type { Fleet } from "../../fleet/fleet";
import { DeployedElsewhereError, ResumedDeploy, type DeployIntent } from "../../session/fleet/deployIntents";
import { Notice, type Command, type CommandScope } from "../run/command";
import { eventText, fleetPorts, goodFile, goodFleet } from "./fleetScope";
import { notify } from "../../window/notification";

/**
 * Deploys what is missing or differs, after a question that says how much. Canceling stops watching; Azure continues. A window
 * that is opened again continues with what one before it had started, unless the file says something else by now.
 */
export const deployFleetCommand: Command = {
  intent: "deploy the fleet",
  async run(scope, clicked) {
    if (clicked instanceof ResumedDeploy) {
      await resume(scope, clicked.intent);
      return;
    }
    const { fleet, key } = await goodFile(scope.services, clicked);
    refuseTwice(scope, fleet, key);
    const summary = await scope.progress(
      vscode.l10n.t("Planning fleet {0}…", fleet.name),
      async (running) => {
        const [{ lookAtFleet }, { planFleet, planSummary }] = await Promise.all([
          import("../../fleet/run/fleetRun"),
          import("../../fleet/plan/planFleet"),
        ]);
        const { view, status, roleGuids } = await lookAtFleet(
          await fleetPorts(scope.services, fleet, running),
          fleet,
        );
        return planSummary(planFleet(fleet, view, status, roleGuids), t);
      },
    );
    const deploy = vscode.l10n.t("Deploy");
    const question = vscode.l10n.t("Deploy fleet {0}?", fleet.name);
    const detail = vscode.l10n.t(
      "{0} No VM is deleted. You can stop watching at any time. To continue, deploy again.",
      summary,
    );
    if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, deploy)) !== deploy)
      return;
    const mode = scope.services.session.mode;
    await runFleetDeploy(scope, fleet, { file: key, hash: fleet.hash, recreate: "none", mode });
  },
};

/** What was agreed to in a window that is gone is not asked again; a file that was changed since is another matter. */
async function resume(scope: CommandScope, intent: DeployIntent): Promise<void> {
  const { fleets } = scope.services;
  if (!(await fleets.isLeft(intent))) return;
  const fleet = await goodFleet(scope.services, vscode.Uri.parse(intent.file, true)).catch(
    async (error: unknown) => {
      await fleets.giveUp(intent);
      throw error;
    },
  );
  if (fleet.hash === intent.hash) {
    await fleets.ready();
    await runFleetDeploy(scope, fleet, intent);
    return;
  }
  await fleets.giveUp(intent);
  throw new Notice(
    vscode.l10n.t(
      "The deployment of fleet {0} was interrupted, and its file has changed since: plan and deploy it again.",
      fleet.name,
    ),
  );
}

/** Two deployments of a file at once would each send what they see missing. Throws `Notice`. */
export function refuseTwice({ services }: CommandScope, { name }: Fleet, file: string): void {
  if (services.fleets.isDeploying(file)) throw deployedAlready(name);
}

function deployedAlready(name: string): Notice {
  return new Notice(
    vscode.l10n.t(
      "Fleet {0} is already being deployed. Wait until it ends, or stop it where it was started.",
      name,
    ),
  );
}

/**
 * Deploys with a notification that shows its progress, shows the outcome, and looks at the fleet. A registry's password that no
 * environment variable has is asked for, sent, and kept nowhere.
 */
export async function runFleetDeploy(scope: CommandScope, fleet: Fleet, intent: DeployIntent): Promise<void> {
  const { services } = scope;
  refuseTwice(scope, fleet, intent.file);
  const failed = await withPasswords((password) => deployOnce(scope, fleet, intent, password)).catch(
    async (error: unknown) => {
      if (error instanceof DeployedElsewhereError) throw deployedAlready(fleet.name);
      await services.fleets.lookAnew(intent.file);
      throw isAborted(error) ? left(fleet) : error;
    },
  );
  await services.fleets.lookAnew(intent.file);
  await services.tree.list.reload();
  void notify.information(
    failed === 0
      ? vscode.l10n.t(
          "Fleet {0} is deployed. Its VMs now enroll themselves. Track them in the Fleets view.",
          fleet.name,
        )
      : vscode.l10n.t(
          "{0} deployments of fleet {1} failed. The Fleets view groups its VMs by cause.",
          failed,
          fleet.name,
        ),
  );
}

/** What becomes of a deployment that the user has stopped. */
function left({ name }: Fleet): Notice {
  return new Notice(
    vscode.l10n.t(
      "Fleet {0} is no longer watched. Azure continues what was started. To continue with the rest, deploy the fleet again.",
      name,
    ),
  );
}

type PasswordSource = NonNullable<FleetPorts["password"]>;

/** Nothing was sent when a password is missing, so the work may start again. */
async function withPasswords<Result>(work: (password: PasswordSource) => Promise<Result>): Promise<Result> {
  const { MissingPasswordError } = await import("../../fleet/run/deployFleet");
  const given = new Map<string, string>();
  for (;;) {
    try {
      return await work((variable) => given.get(variable) ?? process.env[variable]);
    } catch (error) {
      if (!(error instanceof MissingPasswordError)) throw error;
      const answer = await vscode.window.showInputBox({
        title: vscode.l10n.t("Password of the image registry"),
        prompt: vscode.l10n.t("{0} in the fleet file. It is sent to Azure and not stored.", error.variable),
        password: true,
        ignoreFocusOut: true,
      });
      if (answer === undefined || answer === "") throw new vscode.CancellationError();
      given.set(error.variable, answer);
    }
  }
}

/** How many deployments did not succeed. */
async function deployOnce(
  { services, progress }: CommandScope,
  fleet: Fleet,
  intent: DeployIntent,
  password: PasswordSource,
): Promise<number> {
  return progress(vscode.l10n.t("Deploying fleet {0}…", fleet.name), async (running) => {
    const { hasSucceeded } = await import("../../fleet/run/deployFleet");
    const ports = await fleetPorts(services, fleet, running);
    const { outcomes } = await services.fleets.deploy(intent, fleet, {
      ...ports,
      password,
      tell: (event) => {
        running.report(eventText(event));
        services.fleets.tell(intent.file, eventText(event));
      },
    });
    return outcomes.filter((outcome) => !hasSucceeded(outcome)).length;
  });
}
