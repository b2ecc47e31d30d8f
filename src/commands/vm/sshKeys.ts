import { readdir, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { askSeveral, type Choice } from "../ask/askChoice";
import { askText } from "../ask/askText";
import { back, type Back, type QuestionStep } from "../ask/questions";
import { judgeField, withInput, type VmAnswers } from "./vmAnswers";
import type { VmField } from "./vmField";
import { notify } from "../../window/notification";

type KeyChoice = { readonly kind: "key"; readonly key: string } | { readonly kind: "file" | "paste" };

/** Nothing longer is an OpenSSH public key. */
const largestKeyFile = 16_384;

export const sshKeysField: VmField = {
  label: vscode.l10n.t("SSH public keys"),
  describe: ({ input: { sshPublicKeys = [] } }) =>
    sshPublicKeys.length === 0
      ? vscode.l10n.t("none: nobody can sign in by SSH")
      : sshPublicKeys.map(shortKey).join(", "),
  question: { ask: askKeys },
};

async function askKeys(answers: VmAnswers, questionStep: QuestionStep): Promise<VmAnswers | Back> {
  const chosen = await askSeveral<KeyChoice>(questionStep, {
    placeHolder: vscode.l10n.t("Who can sign in by SSH? Select any number of keys, or none."),
    choices: async () => keyChoices(answers.input.sshPublicKeys ?? [], await ownKeys()),
    always: [
      { label: vscode.l10n.t("Add one from a file…"), icon: "file", value: { kind: "file" } },
      { label: vscode.l10n.t("Paste one to add…"), icon: "clippy", value: { kind: "paste" } },
    ],
    isCurrent: (value) => value.kind === "key" && (answers.input.sshPublicKeys ?? []).includes(value.key),
  });
  if (chosen === back) return back;
  const keys: string[] = [];
  for (const each of chosen) {
    const key =
      each.kind === "key" ? each.key : await (each.kind === "file" ? keyFromFile() : pasteKey(questionStep));
    if (key === back) return askKeys(answers, questionStep);
    if (key !== undefined) keys.push(key);
  }
  return withInput(answers, { sshPublicKeys: [...new Set(keys)] });
}

function keyChoices(
  before: readonly string[],
  own: readonly { readonly file: string; readonly key: string }[],
): Choice<KeyChoice>[] {
  const others = before.filter((key) => !own.some((each) => each.key === key));
  return [
    ...own.map(({ file, key }) => ({
      label: file,
      description: shortKey(key),
      icon: "key",
      value: { kind: "key", key } as const,
    })),
    ...others.map((key) => ({ label: shortKey(key), icon: "key", value: { kind: "key", key } as const })),
  ];
}

/** The type of a key and its comment; the number itself says nothing to a reader. */
function shortKey(key: string): string {
  const [type = "", , ...comment] = key.split(" ");
  return [type, ...comment].join(" ");
}

/** The public keys in ~/.ssh of the machine that the extension runs on. Never rejects. */
async function ownKeys(): Promise<readonly { readonly file: string; readonly key: string }[]> {
  const folder = path.join(homedir(), ".ssh");
  const names = await readdir(folder).catch((): string[] => []);
  const found = await Promise.all(
    names
      .filter((name) => name.endsWith(".pub"))
      .sort()
      .map(async (file) => {
        const key = (await readFile(path.join(folder, file), "utf8").catch(() => "")).trim();
        return { file, key };
      }),
  );
  return found.filter(({ key }) => key !== "" && problemOf(key) === undefined);
}

async function keyFromFile(): Promise<string | Back | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t("An OpenSSH public key"),
      openLabel: vscode.l10n.t("Use Key"),
    })) ?? [];
  if (file === undefined) return back;
  const { size } = await vscode.workspace.fs.stat(file);
  const text =
    size > largestKeyFile
      ? ""
      : Buffer.from(await vscode.workspace.fs.readFile(file))
          .toString("utf8")
          .trim();
  const problem = problemOf(text);
  if (problem === undefined) return text;
  void notify.warning(vscode.l10n.t("{0}: {1}", path.basename(file.path), problem));
  return back;
}

async function pasteKey(questionStep: QuestionStep): Promise<string | Back> {
  return askText(questionStep, {
    prompt: vscode.l10n.t("An OpenSSH public key: ssh-ed25519 AAAA… name"),
    judge: (text) => {
      const problem = problemOf(text);
      return problem === undefined ? {} : { problem };
    },
  });
}

function problemOf(key: string): string | undefined {
  if (key.includes("PRIVATE KEY"))
    return vscode.l10n.t("This is a private key. Use the .pub file next to it.");
  return judgeField("sshPublicKeys", { sshPublicKeys: [key] }).problem;
}
