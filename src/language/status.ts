import * as vscode from "vscode";
import { isUserData, userDataSelector } from "../session/documents/userDataDocuments";
import type { UserDataLint } from "./lint";

/** The `{}` item of the status bar: what kind of user data this is, for which cloud-init, and how large when sent. */
export class UserDataStatus implements vscode.Disposable {
  readonly #item = vscode.languages.createLanguageStatusItem("nexusArc.userData", userDataSelector);
  readonly #lint: UserDataLint;
  readonly #subscriptions: vscode.Disposable[];

  constructor(lint: UserDataLint) {
    this.#lint = lint;
    this.#item.name = vscode.l10n.t("User data");
    const update = (): void => void this.#update();
    this.#subscriptions = [
      vscode.window.onDidChangeActiveTextEditor(update),
      vscode.workspace.onDidSaveTextDocument(update),
    ];
    update();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#item.dispose();
  }

  async #update(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined || !isUserData(document)) return;
    const [linted, { encodeUserData }, { cloudInitVersion }] = await Promise.all([
      this.#lint.of(document),
      import("../userdata/encode"),
      import("../userdata/cloudConfig/catalogue"),
    ]);
    if (linted === undefined) return;
    const { kind, valid } = linted;
    const { size } = encodeUserData(document.getText());
    this.#item.text = kind;
    this.#item.detail = vscode.l10n.t("cloud-init {0}, {1} bytes as sent", cloudInitVersion, size.encoded);
    this.#item.severity = valid
      ? vscode.LanguageStatusSeverity.Information
      : vscode.LanguageStatusSeverity.Error;
  }
}
