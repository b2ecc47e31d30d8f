import type * as vscode from "vscode";
import { modes, type Mode } from "./account";

/** Which account is asked, and in which tenants. Ids only: no name, no token. */
export interface AccountChoice {
  readonly accountId: string;
  /** All tenants of the account when absent. */
  readonly tenants?: readonly string[];
}

/** What this user chose to work with. It survives reloads and is shared by all windows. */
export class ModeStore {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  /** `undefined`: never chosen. */
  get mode(): Mode | undefined {
    const saved = this.#state.get<unknown>("mode");
    return modes.find((mode) => mode === saved);
  }

  async setMode(mode: Mode): Promise<void> {
    await this.#state.update("mode", mode);
  }

  /** The accounts that the user picked; `undefined` for every account that this extension may use. */
  get accounts(): readonly AccountChoice[] | undefined {
    const saved = this.#state.get<unknown>("accounts");
    return Array.isArray(saved) ? saved.flatMap(readChoice) : undefined;
  }

  async setAccounts(accounts: readonly AccountChoice[] | undefined): Promise<void> {
    await this.#state.update("accounts", accounts);
  }
}

function readChoice(value: unknown): AccountChoice[] {
  if (typeof value !== "object" || value === null) return [];
  if (!("accountId" in value) || typeof value.accountId !== "string") return [];
  const tenants: unknown = "tenants" in value ? value.tenants : undefined;
  if (!Array.isArray(tenants)) return [{ accountId: value.accountId }];
  return [{ accountId: value.accountId, tenants: tenants.filter((id) => typeof id === "string") }];
}
