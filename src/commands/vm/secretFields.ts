import path from "node:path";
import * as vscode from "vscode";
import { isUserData } from "../../session/documents/userDataDocuments";
import { askChoice, type Choice } from "../ask/askChoice";
import { askText } from "../ask/askText";
import { askAll, back, type Back, type QuestionStep } from "../ask/questions";
import type { VmAnswers } from "./vmAnswers";
import type { VmField } from "./vmField";

/** What is sent and never saved or shown: user data, network data, the registry's password. */
export function secretFields(): readonly VmField[] {
  return [
    {
      label: vscode.l10n.t("User data"),
      describe: ({ userData }) => userData ?? vscode.l10n.t("none"),
      question: { ask: (answers, questionStep) => askData("userData", answers, questionStep) },
    },
    {
      label: vscode.l10n.t("Network data"),
      describe: ({ networkData }) => networkData ?? vscode.l10n.t("none"),
      question: { ask: (answers, questionStep) => askData("networkData", answers, questionStep) },
    },
    {
      label: vscode.l10n.t("Image registry sign-in"),
      describe: ({ secrets: { vmImageCredentials } }) =>
        vmImageCredentials?.username ?? vscode.l10n.t("none"),
      question: { ask: askRegistry },
    },
  ];
}

type DataField = "userData" | "networkData";
type DataSource =
  { readonly kind: "document"; readonly document: vscode.TextDocument } | { readonly kind: "file" | "none" };

async function askData(
  field: DataField,
  answers: VmAnswers,
  questionStep: QuestionStep,
): Promise<VmAnswers | Back> {
  const source = await askChoice<DataSource>(questionStep, {
    placeHolder:
      field === "userData"
        ? vscode.l10n.t("What does cloud-init get at first boot? Any process on the VM can read it.")
        : vscode.l10n.t("Which network configuration does cloud-init get?"),
    choices: () => dataSources(field),
  });
  if (source === back) return back;
  const data = await readSource(source);
  return data === back ? back : withData(field, answers, data);
}

function dataSources(field: DataField): Choice<DataSource>[] {
  const documents = vscode.workspace.textDocuments.filter((document) =>
    field === "userData" ? isUserData(document) : document.languageId === "yaml",
  );
  return [
    ...documents.map((document) => ({
      label: path.basename(document.uri.path),
      description: vscode.l10n.t("open editor"),
      icon: "file-code",
      value: { kind: "document", document } as const,
    })),
    { label: vscode.l10n.t("From a file…"), icon: "file", value: { kind: "file" } },
    { label: vscode.l10n.t("None"), icon: "circle-slash", value: { kind: "none" } },
  ];
}

interface Data {
  readonly name: string;
  readonly bytes: Uint8Array;
}

async function readSource(source: DataSource): Promise<Data | Back | undefined> {
  switch (source.kind) {
    case "none":
      return undefined;
    case "document":
      return {
        name: path.basename(source.document.uri.path),
        bytes: Buffer.from(source.document.getText(), "utf8"),
      };
    case "file": {
      const [file] = (await vscode.window.showOpenDialog({ openLabel: vscode.l10n.t("Use") })) ?? [];
      if (file === undefined) return back;
      return { name: path.basename(file.path), bytes: await vscode.workspace.fs.readFile(file) };
    }
  }
}

async function withData(field: DataField, answers: VmAnswers, data: Data | undefined): Promise<VmAnswers> {
  const secret = field === "userData" ? "userDataContent" : "networkDataContent";
  const { [field]: _name, secrets, ...rest } = answers;
  const { [secret]: _data, ...others } = secrets;
  if (data === undefined) return { ...rest, secrets: others };
  const { encodeUserData } = await import("../../userdata/encode");
  const { base64, size } = encodeUserData(data.bytes);
  return {
    ...rest,
    [field]: vscode.l10n.t("{0}, {1} bytes", data.name, size.decoded),
    secrets: { ...others, [secret]: base64 },
  };
}

interface RegistryAnswers {
  readonly username: string;
  readonly password: string;
}

async function askRegistry(answers: VmAnswers, questionStep: QuestionStep): Promise<VmAnswers | Back> {
  const wanted = await askChoice<boolean>(questionStep, {
    placeHolder: vscode.l10n.t("Does the image registry require sign-in?"),
    choices: () => [
      { label: vscode.l10n.t("No"), value: false },
      { label: vscode.l10n.t("Yes: user name and password"), value: true },
    ],
  });
  if (wanted === back) return back;
  const { vmImageCredentials: before, ...others } = answers.secrets;
  if (!wanted) return { ...answers, secrets: others };
  const start: RegistryAnswers = { username: before?.username ?? "", password: before?.password ?? "" };
  const { username, password } = await askAll(vscode.l10n.t("Image registry sign-in"), start, [
    registryQuestion("username", vscode.l10n.t("User name"), false),
    registryQuestion("password", vscode.l10n.t("Password. It is sent to Azure and not stored."), true),
  ]);
  const registryUrl = (answers.input.vmImage ?? "").split("/")[0] ?? "";
  return { ...answers, secrets: { ...others, vmImageCredentials: { registryUrl, username, password } } };
}

function registryQuestion(field: keyof RegistryAnswers, prompt: string, secret: boolean) {
  return {
    ask: async (answers: RegistryAnswers, questionStep: QuestionStep): Promise<RegistryAnswers | Back> => {
      const text = await askText(questionStep, {
        prompt,
        secret,
        value: answers[field],
        judge: (typed) => (typed === "" ? { problem: vscode.l10n.t("It cannot be empty.") } : {}),
      });
      return text === back ? back : { ...answers, [field]: text };
    },
  };
}
