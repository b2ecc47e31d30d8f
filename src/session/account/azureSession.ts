import { isDeepStrictEqual } from "node:util";
import * as vscode from "vscode";
import { practiceCloud } from "../../arm/cloud";
import { armError } from "../../arm/errors";
import type { PairKnowledge } from "../../arm/inventory/pairing";
import { setContext } from "../../window/context";
import { contextKeys, settingIds } from "../../ids";
import type { Log } from "../../window/log";
import type { PracticeGuest } from "../../practice/http/guestDoor";
import { azureSettings, onSettingsChange, practiceSettings } from "../../window/settings";
import { chosenCloud } from "./azureCloud";
import type { Account, Mode } from "./account";
import { AccountRouter, type SnapshotStore } from "./accountRouter";
import type { AccountChoice, ModeStore } from "./modeStore";
import type { PracticeFiles } from "../practice/practiceFiles";
import { PracticeConnection } from "../practice/practiceConnection";
import { identityConnection } from "./identityConnection";
import { vscodeConnections } from "./vscodeAccounts";
import { providerFor } from "./vscodeSessions";

export interface SessionOptions {
  readonly store: ModeStore;
  readonly snapshots: SnapshotStore;
  /** Keeps the practice cloud over reloads, for all windows on one folder. */
  readonly practice: PracticeFiles;
  readonly log: Log;
  /** What enrollments know of which machine belongs to which VM. */
  readonly knowledge: () => readonly PairKnowledge[];
}

/** Azure settings that change what is signed in to what. */
const signInSettings = [settingIds.signIn, settingIds.cloud, settingIds.customCloud];
const practiceCloudSettings = [
  settingIds.practiceSeed,
  settingIds.practiceSubscriptions,
  settingIds.practiceVirtualMachines,
  settingIds.practiceLatencyMs,
  settingIds.practiceFaults,
];

/** Whether the window is signed out, in the practice cloud or in Azure, and what it sees from there. */
export class AzureSession implements vscode.Disposable {
  readonly #options: SessionOptions;
  readonly #practice: PracticeConnection;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[];
  #mode: Mode = "signedOut";
  #directory: AccountRouter | undefined;
  #started = Promise.resolve();
  /** Which accounts the directory was made for, to tell a new account from a renewed token. */
  #accounts: readonly string[] = [];

  /** Fires when the directory is another one. */
  readonly onDidChange = this.#changed.event;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#practice = new PracticeConnection(practiceSettings, options.practice, options.log);
    this.#subscriptions = [
      onSettingsChange(signInSettings, () => {
        if (this.#mode === "azure") this.#use("azure");
      }),
      onSettingsChange(practiceCloudSettings, () => {
        void this.#practiceSettingsChanged();
      }),
      vscode.authentication.onDidChangeSessions(({ provider }) => {
        void this.#sessionsChanged(provider.id);
      }),
    ];
  }

  get mode(): Mode {
    return this.#mode;
  }

  /** What the window sees; `undefined` when signed out. */
  get directory(): AccountRouter | undefined {
    return this.#directory;
  }

  get accounts(): readonly AccountChoice[] | undefined {
    return this.#options.store.accounts;
  }

  /** Whether the window works with this account already. Its tokens are asked for again with each request, so nothing else is to be done. */
  uses(accountId: string): boolean {
    return this.#mode === "azure" && this.#accounts.includes(accountId);
  }

  /** Settles when the window knows what it works with. Never rejects. */
  get started(): Promise<void> {
    return this.#started;
  }

  /**
   * Takes up what the user worked with last. Never asks anybody. Activation does not wait for {@link started}: for somebody
   * who never chose, VS Code first starts the extension behind its own sign-in, which takes many times as long as ours.
   */
  start(): void {
    const known = this.#options.store.mode ?? this.#settledMode();
    if (known !== undefined) {
      this.#use(known);
      return;
    }
    this.#started = this.#signedInMode().then((mode) => {
      this.#use(mode);
    });
  }

  /** What the settings alone decide for somebody who never chose. */
  #settledMode(): Mode | undefined {
    if (practiceSettings().openAtStart) return "practice";
    return azureSettings().signIn === "vscode" ? undefined : "signedOut";
  }

  /** Azure where VS Code is signed in already. */
  async #signedInMode(): Promise<Mode> {
    try {
      return (await this.#connectAzure()).length > 0 ? "azure" : "signedOut";
    } catch (error) {
      this.#options.log.error("The accounts of VS Code could not be read.", error);
      return "signedOut";
    }
  }

  async enter(mode: Mode): Promise<void> {
    await this.#options.store.setMode(mode);
    this.#use(mode);
  }

  /**
   * Enters Azure by a sign-in that VS Code does not keep. Its first token is asked for at once, since it may need the user
   * (a device code), and only a command that the user gave may ask. Throws `ArmError`; then nothing has changed.
   */
  async enterByIdentity(signal: AbortSignal): Promise<void> {
    const directory = this.#directoryOf("azure");
    const { subscriptionRequests } = await import("../../arm/inventory/subscriptions");
    for (const { client } of (await directory?.connections()) ?? [])
      await client.send({ ...subscriptionRequests.list(), interactive: true, signal });
    await this.#options.store.setMode("azure");
    this.#use("azure", directory);
  }

  /** Picks accounts and tenants; `undefined` for all of them. */
  async chooseAccounts(accounts: readonly AccountChoice[] | undefined): Promise<void> {
    await this.#options.store.setAccounts(accounts);
    await this.enter("azure");
  }

  /** Forgets the accounts, and what was saved of what they see. */
  async signOut(): Promise<void> {
    await this.#options.store.setAccounts(undefined);
    await this.#options.snapshots.clear();
    await this.enter("signedOut");
  }

  /** Puts the practice cloud back to its start. */
  async resetPractice(): Promise<void> {
    await this.#practice.reset();
    if (this.#mode === "practice") this.#use("practice");
  }

  async #practiceSettingsChanged(): Promise<void> {
    await this.#practice.reopen();
    if (this.#mode === "practice") this.#use("practice");
  }

  #use(mode: Mode, directory = this.#directoryOf(mode)): void {
    this.#mode = mode;
    this.#accounts = [];
    this.#directory = directory;
    setContext(contextKeys.mode, mode);
    setContext(contextKeys.connected, mode !== "signedOut");
    this.#changed.fire();
  }

  #directoryOf(mode: Mode): AccountRouter | undefined {
    const { snapshots, log, knowledge } = this.#options;
    const common = {
      knowledge,
      log: (line: string): void => {
        log.warn(line);
      },
    };
    switch (mode) {
      case "signedOut":
        return undefined;
      case "practice":
        return new AccountRouter({
          ...common,
          cloud: () => practiceCloud,
          connect: () => this.#practice.connect(),
        });
      case "azure":
        return new AccountRouter({
          ...common,
          snapshots,
          cloud: () => chosenCloud(azureSettings()),
          connect: () => this.#signedIn(),
        });
    }
  }

  /** What nobody sees is no empty list. Throws `ArmError` where no account is signed in. */
  async #signedIn(): Promise<readonly Account[]> {
    const connections = await this.#connectAzure();
    if (connections.length > 0) return connections;
    throw armError("signIn", "SignedOut", {}, { remedy: { kind: "signIn" } });
  }

  async #connectAzure(): Promise<readonly Account[]> {
    const connections = await this.#connect(this.#options.store.accounts);
    this.#accounts = idsOf(connections);
    return connections;
  }

  async #connect(choices: readonly AccountChoice[] | undefined): Promise<readonly Account[]> {
    const settings = azureSettings();
    const cloud = chosenCloud(settings);
    const { log } = this.#options;
    if (settings.signIn === "vscode") return vscodeConnections(cloud, choices, log);
    return identityConnection(cloud, settings.signIn, log);
  }

  /** Every account that this extension may use, picked or not. */
  allAccounts(): Promise<readonly Account[]> {
    return this.#connect(undefined);
  }

  /** A renewed token changes nothing here; another set of accounts does. */
  async #sessionsChanged(providerId: string): Promise<void> {
    const settings = azureSettings();
    if (this.#mode !== "azure" || settings.signIn !== "vscode") return;
    const before = this.#accounts;
    try {
      if (providerId !== providerFor(chosenCloud(settings))) return;
      const after = idsOf(await this.#connectAzure());
      if (!isDeepStrictEqual(after, before)) this.#use("azure");
    } catch (error) {
      this.#options.log.error("The signed-in accounts could not be read.", error);
    }
  }

  /** Does something inside the practice cloud's VMs; `undefined` while the window is elsewhere. */
  async inPracticeVms<T>(work: (guest: PracticeGuest) => T): Promise<T | undefined> {
    return this.#mode === "practice" ? this.#practice.inVms(work) : undefined;
  }

  /** Before the window closes: writes down what is not yet. */
  async close(): Promise<void> {
    await this.#practice.close();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }
}

function idsOf(connections: readonly Account[]): readonly string[] {
  return connections.map(({ id }) => id).sort();
}
