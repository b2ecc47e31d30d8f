import * as vscode from "vscode";
import { nameOfId } from "../../arm/resources/resource";
import type { VirtualMachineInput } from "../../enrollment/target/virtualMachineInput";
import { askChoice } from "../ask/askChoice";
import { askText } from "../ask/askText";
import { back } from "../ask/questions";
import { judgeField, readTags, withInput, writeTags, type VmAnswers } from "./vmAnswers";
import {} from "./siteFields";
import type { VmField } from "./vmField";

/** The parameters that have a default: they are asked only when they are opened from the overview. */
export function optionFields(): readonly VmField[] {
  return [
    choiceField("diskCreateOption", vscode.l10n.t("OS disk"), [
      ["Ephemeral", vscode.l10n.t("On the host; the default")],
      ["Persistent", vscode.l10n.t("On the storage appliance; kept when the VM moves")],
    ]),
    choiceField("bootMethod", vscode.l10n.t("Boot method"), [
      ["UEFI", vscode.l10n.t("The default")],
      ["BIOS", vscode.l10n.t("For older images")],
    ]),
    choiceField("vmDeviceModel", vscode.l10n.t("Device model"), [
      ["T2", vscode.l10n.t("The default")],
      ["T1", vscode.l10n.t("For older images")],
      ["T3", vscode.l10n.t("Secure boot and a virtual TPM")],
    ]),
    volumesField,
    consoleField,
    tagsField,
  ];
}

type ChoiceFieldName = "diskCreateOption" | "bootMethod" | "vmDeviceModel";

function choiceField<Name extends ChoiceFieldName>(
  field: Name,
  label: string,
  options: readonly (readonly [NonNullable<VirtualMachineInput[Name]>, string])[],
): VmField {
  return {
    label,
    describe: ({ input }) => input[field] ?? vscode.l10n.t("default"),
    question: {
      ask: async (answers, questionStep) => {
        const value = await askChoice(questionStep, {
          placeHolder: label,
          choices: () => options.map(([option, detail]) => ({ label: option, detail, value: option })),
          isCurrent: (option) => option === answers.input[field],
        });
        if (value === back) return back;
        const change: VirtualMachineInput = { [field]: value };
        return withInput(answers, change);
      },
    },
  };
}

const volumesField: VmField = {
  label: vscode.l10n.t("Volumes"),
  describe: ({ input: { volumeAttachments = [] } }) =>
    volumeAttachments.length === 0 ? vscode.l10n.t("none") : volumeAttachments.map(nameOfId).join(", "),
  question: {
    ask: async (answers, questionStep) => {
      const text = await askText(questionStep, {
        prompt: vscode.l10n.t("Resource IDs of Nexus volumes, separated by commas. Leave empty for none."),
        value: (answers.input.volumeAttachments ?? []).join(", "),
        judge: (typed) => {
          const wrong = splitIds(typed).find((id) => !volumeId.test(id));
          return wrong === undefined
            ? {}
            : { problem: vscode.l10n.t("{0} is not the resource ID of a volume.", wrong) };
        },
      });
      if (text === back) return back;
      const { volumeAttachments: _, ...input } = answers.input;
      const volumeAttachments = splitIds(text);
      return { ...answers, input: { ...input, ...(volumeAttachments.length > 0 && { volumeAttachments }) } };
    },
  },
};

const volumeId =
  /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/]{1,90}\/providers\/Microsoft\.NetworkCloud\/volumes\/[^/?#]+$/i;

function splitIds(text: string): string[] {
  return text
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");
}

const consoleField: VmField = {
  label: vscode.l10n.t("Custom location of the console"),
  describe: ({ input }) =>
    input.consoleLocation === undefined ? vscode.l10n.t("the VM's") : nameOfId(input.consoleLocation),
  question: {
    ask: async (answers, questionStep) => {
      const text = await askText(questionStep, {
        prompt: vscode.l10n.t(
          "Resource ID of the console's own custom location. Leave empty to use the VM's.",
        ),
        value: answers.input.consoleLocation ?? "",
        judge: (consoleLocation) => judgeField("consoleLocation", { consoleLocation }),
      });
      return text === back ? back : withConsole(answers, text);
    },
  },
};

function withConsole(answers: VmAnswers, text: string): VmAnswers {
  const { consoleLocation: _, ...input } = answers.input;
  return { ...answers, input: text === "" ? input : { ...input, consoleLocation: text } };
}

const tagsField: VmField = {
  label: vscode.l10n.t("Tags"),
  describe: ({ input }) => writeTags(input.tags) || vscode.l10n.t("none"),
  question: {
    ask: async (answers, questionStep) => {
      const text = await askText(questionStep, {
        prompt: vscode.l10n.t("Tags as name=value, name=value. Leave empty for none."),
        value: writeTags(answers.input.tags),
        judge: (typed) => {
          const reading = readTags(typed);
          return "problem" in reading ? reading : {};
        },
      });
      if (text === back) return back;
      const reading = readTags(text);
      if ("problem" in reading) return answers;
      const { tags: _, ...input } = answers.input;
      const has = Object.keys(reading.tags).length > 0;
      return { ...answers, input: { ...input, ...(has && { tags: reading.tags }) } };
    },
  },
};
