import * as vscode from "vscode";
import { systemClock } from "../../arm/clock";
import { isAborted, toArmError } from "../../arm/errors";
import type { FleetPorts } from "../../fleet/run/deployFleet";
import type { Fleet } from "../../fleet/fleet";
import type { FleetRun } from "../../fleet/run/fleetRun";
import type { RoleGuids } from "../../fleet/plan/roleWork";
import type { TaggedVm } from "../../fleet/status/tagged";
import { readFleetDocument } from "./fleetDocuments";
import type { AzureSession } from "../account/azureSession";
import { DeployIntents, type DeployClaims, type DeployIntent, type KeptState } from "./deployIntents";
import { FleetFiles } from "./fleetFiles";
import { emptyRow, isOnItsWay, isTagKey, tagKey, withSeen, type FleetRow } from "./fleetRow";

/** How often a deployment of another window is looked for, in milliseconds. */
const elsewhereMs = 1_000;

export interface FleetServiceOptions {
  readonly session: AzureSession;
  readonly state: KeptState;
  readonly claims: DeployClaims;
  /** Resolves when the subscriptions are known. */
  readonly listed: () => Promise<unknown>;
  readonly log: (line: string, cause: unknown) => void;
}

/** What the window knows of fleets. All of it can be read again: files from the workspace, the rest from Azure. */
export class FleetService implements vscode.Disposable {
  readonly #options: FleetServiceOptions;
  readonly #files = new FleetFiles();
  readonly #intents: DeployIntents;
  readonly #rows = new Map<string, FleetRow>();
  readonly #looks = new Map<string, Promise<void>>();
  /** How far the deployments of this window are, by file. */
  readonly #deploying = new Map<string, string>();
  readonly #roleGuids = new Map<string, RoleGuids>();
  readonly #changed = new vscode.EventEmitter<string | undefined>();
  readonly #watching: vscode.Disposable;
  #reading: Promise<void> | undefined;
  #tagged: Promise<void> | undefined;
  readonly #ended = new AbortController();
  /** The key of the row that changed; undefined for all. */
  readonly onDidChange = this.#changed.event;

  constructor(options: FleetServiceOptions) {
    this.#options = options;
    this.#intents = new DeployIntents(options.state, options.claims);
    this.#watching = this.#files.onDidChange((uri) => {
      this.#fileChanged(uri).catch((error: unknown) => {
        options.log("A fleet file could not be read.", error);
      });
    });
  }

  get rows(): readonly FleetRow[] {
    return [...this.#rows.values()];
  }

  get(key: string): FleetRow | undefined {
    return this.#rows.get(key);
  }

  /** Deployments that a window which is gone had started here. */
  get unfinished(): readonly DeployIntent[] {
    const { mode } = this.#options.session;
    return this.#intents.all().filter((intent) => intent.mode === mode && !this.#deploying.has(intent.file));
  }

  /** Reads the files, once; what was read stays until `refresh`. */
  ready(): Promise<void> {
    this.#reading ??= this.#read();
    return this.#reading;
  }

  /** The same, and what the tags of VMs tell where `key` is such a fleet's. */
  async found(key: string): Promise<void> {
    await this.ready();
    if (isTagKey(key)) await this.#tagged;
  }

  /** Forgets what Azure showed, as another account may see other things. */
  forget(): void {
    this.#reading = undefined;
    this.#roleGuids.clear();
    this.#looks.clear();
    this.#rows.clear();
    this.#changed.fire(undefined);
  }

  /** Finds files and tags again, and looks at every fleet. Never rejects: what went wrong stands in the row. */
  async refresh(): Promise<void> {
    this.#reading = this.#read();
    await this.#reading;
    await Promise.all([this.#tagged, ...this.rows.map(({ key }) => this.lookAnew(key))]);
  }

  /** Asks Azure how one fleet stands; a look that is in progress is shared. Never rejects. */
  look(key: string): Promise<void> {
    const under = this.#looks.get(key);
    if (under !== undefined) return under;
    const look = this.#look(key).finally(() => {
      if (this.#looks.get(key) === look) this.#looks.delete(key);
    });
    this.#looks.set(key, look);
    return look;
  }

  /** The same for who knows of a change: a look that is in progress may have missed it. Never rejects. */
  async lookAnew(key: string): Promise<void> {
    await this.#looks.get(key);
    await this.look(key);
  }

  /** Whether another look will show something else. */
  get moves(): boolean {
    return this.rows.some(isOnItsWay);
  }

  /** Checks again at the fleets with VMs on their way. Never rejects. */
  async lookAtMoving(): Promise<void> {
    const moving = this.rows.filter(isOnItsWay);
    await Promise.all(moving.map(({ key }) => this.look(key)));
  }

  /**
   * Deploys a fleet and shows it in its row. A window that is closed meanwhile leaves the intent, so that the next one continues;
   * an end, an error and Cancel take it away. Throws `ArmError`, `DeployedElsewhereError`.
   */
  deploy(intent: DeployIntent, fleet: Fleet, ports: FleetPorts): Promise<FleetRun> {
    return this.#intents.alone(intent, () => this.#deploy(intent, fleet, ports));
  }

  async #deploy(intent: DeployIntent, fleet: Fleet, ports: FleetPorts): Promise<FleetRun> {
    const { file, recreate, only } = intent;
    this.tell(file, "");
    try {
      await this.#intents.add(intent);
      const { deployFleet } = await import("../../fleet/run/fleetRun");
      const run = await deployFleet(ports, fleet, {
        recreate,
        ...(only !== undefined && { only: new Set(only) }),
      });
      await this.#intents.remove(file);
      return run;
    } catch (error) {
      // A host that is being shut down cancels everything; only a user's Cancel is a wish.
      if (!this.#ended.signal.aborted) await this.#intents.remove(file);
      throw error;
    } finally {
      this.#tellNoMore(file);
    }
  }

  /** Whether a file is being deployed, here or in another window that was met. */
  isDeploying(file: string): boolean {
    return this.#deploying.has(file);
  }

  /** Whether an unfinished deployment is this window's now. The row says so while a window that lives is working on it. */
  async isLeft(intent: DeployIntent): Promise<boolean> {
    const { file } = intent;
    const left = await this.#intents.isLeft(intent, async () => {
      if (!this.isDeploying(file)) this.tell(file, vscode.l10n.t("another window is deploying"));
      await systemClock.sleep(elsewhereMs, this.#ended.signal);
    });
    if (!this.isDeploying(file)) return left;
    this.#tellNoMore(file);
    if (!left) await this.lookAnew(file);
    return left;
  }

  /** How far the deployment of a file is. */
  tell(file: string, text: string): void {
    this.#deploying.set(file, text);
    this.#patch(file, { deploying: text });
  }

  #tellNoMore(file: string): void {
    this.#deploying.delete(file);
    this.#patch(file, { deploying: undefined });
  }

  /** Takes an unfinished deployment off the list without continuing with it. */
  giveUp({ file }: DeployIntent): Promise<void> {
    return this.#intents.remove(file);
  }

  dispose(): void {
    this.#ended.abort();
    for (const part of [this.#watching, this.#files, this.#changed]) part.dispose();
  }

  async #read(): Promise<void> {
    const files = await this.#files.list();
    const rows = await Promise.all(files.map((uri) => this.#readFile(uri)));
    const before = new Map(this.#rows);
    this.#rows.clear();
    for (const row of rows) this.#rows.set(row.key, withSeen(row, before.get(row.key)));
    // Until Azure was asked for tags again.
    for (const [key, row] of before) if (isTagKey(key) && !this.#isFiled(row.name)) this.#rows.set(key, row);
    this.#changed.fire(undefined);
    this.#tagged = this.#findTagged();
  }

  async #readFile(uri: vscode.Uri): Promise<FleetRow> {
    const key = uri.toString();
    const name = uri.path.slice(uri.path.lastIndexOf("/") + 1);
    const base = { ...emptyRow(key, name, key), deploying: this.#deploying.get(key) };
    try {
      const { fleet, findings } = await readFleetDocument(await vscode.workspace.openTextDocument(uri));
      if (fleet !== undefined) return { ...base, name: fleet.name, fleet };
      const first = findings.find(({ severity }) => severity === "error");
      const line = (first?.range.start.line ?? 0) + 1;
      return { ...base, mistake: vscode.l10n.t("Line {0}: {1}", line, first?.message ?? "") };
    } catch (error) {
      return { ...base, mistake: toArmError(error).causeText };
    }
  }

  async #fileChanged(uri: vscode.Uri): Promise<void> {
    if (this.#reading === undefined) return;
    await this.#reading;
    const key = uri.toString();
    const files = await this.#files.list();
    if (!files.some((file) => file.toString() === key)) {
      this.#rows.delete(key);
      this.#changed.fire(undefined);
      // Its VMs may stand in Azure, and are a fleet without a file from now on.
      this.#tagged = this.#findTagged();
      return;
    }
    const isNew = !this.#rows.has(key);
    const row = await this.#readFile(uri);
    this.#rows.set(key, withSeen(row, this.#rows.get(key)));
    const isExplained = row.fleet !== undefined && this.#rows.delete(tagKey(row.name));
    this.#changed.fire(isNew || isExplained ? undefined : key);
    if (row.fleet !== undefined) await this.lookAnew(key);
  }

  /** Whether a file here explains a fleet of this name. */
  #isFiled(name: string): boolean {
    return this.rows.some(({ fleet }) => fleet?.name === name);
  }

  /** Fleets that only the tags of VMs tell of. One query for each tenant. */
  async #findTagged(): Promise<void> {
    const { session, listed, log } = this.#options;
    const { directory } = session;
    if (directory === undefined) return;
    try {
      await listed();
      const byTenant = new Map<string, string[]>();
      for (const { id } of directory.subscriptions) {
        const tenant = directory.signInTenantOf(`/subscriptions/${id}`) ?? "";
        byTenant.set(tenant, [...(byTenant.get(tenant) ?? []), id]);
      }
      const { findTaggedVms } = await import("../../fleet/status/tagged");
      const found: TaggedVm[] = [];
      for (const subscriptions of byTenant.values()) {
        const client = await directory.clientFor(`/subscriptions/${subscriptions[0] ?? ""}`);
        found.push(...(await findTaggedVms(client, subscriptions, { clock: systemClock })));
      }
      if (session.directory === directory) this.#showTagged(found);
    } catch (error) {
      log("Fleets could not be found by their tags.", error);
    }
  }

  #showTagged(found: readonly TaggedVm[]): void {
    for (const key of [...this.#rows.keys()]) if (isTagKey(key)) this.#rows.delete(key);
    const byFleet = new Map<string, TaggedVm[]>();
    for (const vm of found) byFleet.set(vm.fleet, [...(byFleet.get(vm.fleet) ?? []), vm]);
    for (const [name, tagged] of byFleet) {
      if (this.#isFiled(name)) continue;
      const key = tagKey(name);
      this.#rows.set(key, { ...emptyRow(key, name, undefined), tagged });
    }
    this.#changed.fire(undefined);
  }

  async #look(key: string): Promise<void> {
    const { fleet } = this.#rows.get(key) ?? {};
    const { directory } = this.#options.session;
    if (fleet === undefined || directory === undefined) return;
    this.#patch(key, { looking: true });
    try {
      const { lookAtFleet } = await import("../../fleet/run/fleetRun");
      const client = await directory.clientFor(fleet.vms[0]?.id ?? "");
      const state = await lookAtFleet({ client, clock: systemClock }, fleet, this.#roleGuids.get(key));
      if (this.#options.session.directory !== directory) return;
      this.#roleGuids.set(key, state.roleGuids);
      this.#patch(key, { looking: false, status: state.status, failure: undefined });
    } catch (error) {
      if (this.#options.session.directory !== directory || isAborted(error)) return;
      this.#patch(key, { looking: false, failure: toArmError(error) });
    }
  }

  #patch(key: string, change: Partial<FleetRow>): void {
    const row = this.#rows.get(key);
    if (row === undefined) return;
    this.#rows.set(key, { ...row, ...change });
    this.#changed.fire(key);
  }
}
