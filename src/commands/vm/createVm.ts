import * as vscode from "vscode";
import type { LongAction } from "../../enrollment/actions/azureAction";
import type { Services } from "../../services";
import { t } from "../../l10n";
import { groupQuestions, placeClicked, signedIn } from "../ask/askGroup";
import { askAll } from "../ask/questions";
import { Notice, type Command, type CommandScope } from "../run/command";
import { review } from "../run/review";
import { begins, runOperation } from "../run/runOperation";
import { askedFields } from "./askedFields";
import { optionFields } from "./optionFields";
import { placementField } from "./placementField";
import { secretFields } from "./secretFields";
import { noAnswers, readAnswers, type VmAnswers } from "./vmAnswers";
import { vmOverview } from "./vmOverview";
import { notify } from "../../window/notification";

type CreateVm = Extract<LongAction, { kind: "createVm" }>;

/** Creates a Nexus VM: questions with a way back, an overview of every parameter, a preview, then the operation. */
export const createVm: Command = {
  intent: "create the VM",
  async run(scope, clicked) {
    const { services } = scope;
    signedIn(services);
    const title = vscode.l10n.t("Create Nexus VM");
    const asked = askedFields(services);
    const first = await askAll<VmAnswers>(title, noAnswers, [
      ...groupQuestions<VmAnswers>(services, placeClicked(services, clicked)),
      ...asked.map(({ question }) => question),
    ]);
    const more = [...secretFields(), ...optionFields(), placementField(services)];
    const answers = await vmOverview(title, first, asked, more);
    const reading = readAnswers(answers);
    if (!reading.ok) throw new Notice(reading.problems.map(({ message }) => t(message)).join(" "));
    const action = { kind: "createVm", id: reading.id, vm: reading.vm } as const;
    await reviewVm(services, answers, action);
    await create(scope, answers.name ?? "", action);
  },
};

function reviewVm(services: Services, { name = "", group }: VmAnswers, action: CreateVm): Promise<void> {
  return review(services, {
    title: vscode.l10n.t("Create Nexus VM {0} in {1}", name, group?.name ?? ""),
    actions: [action],
    go: {
      label: vscode.l10n.t("Create {0}", name),
      detail: vscode.l10n.t(
        "Azure rejects the request if a VM with that name exists. The operation takes some minutes and continues if you close the window.",
      ),
    },
    name: `VM ${name}`,
    preview: "first",
  });
}

async function create(scope: CommandScope, name: string, action: CreateVm): Promise<void> {
  const { services } = scope;
  await runOperation(scope, vscode.l10n.t("Creating {0}…", name), {
    name,
    begin: begins(action),
    taken: () => {
      showNew(services, action.id);
    },
  });
  void notify.information(vscode.l10n.t("The VM {0} was created.", name));
}

/** The VM stands in the list from now on; its row is read again when the operation ends. */
function showNew(services: Services, id: string): void {
  signedIn(services)
    .readVm(id)
    .then((vm) => {
      services.tree.list.put({ kind: "vm", vm });
    })
    .catch((error: unknown) => {
      services.log.error("The new VM could not be read.", error);
    });
}
