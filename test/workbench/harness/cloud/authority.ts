/** Entra ID as the extension in `test/workbench/microsoft-authentication` asks it: accounts, tenants, locks, step-up. */
import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import path from "node:path";
import { root } from "../../../../scripts/lib/paths";
import type { PracticeCloud } from "../../../../src/practice/cloud";
import type { Identity } from "../../../../src/practice/authorization/token";

export const testSignIn = path.join(root, "test/workbench/microsoft-authentication");

export interface TestAccount {
  readonly id: string;
  readonly label: string;
  readonly identity: Identity;
}

/** One question of the provider. */
export interface SignInQuestion {
  readonly kind: "accounts" | "silent" | "interactive" | "remove" | "add";
  readonly scopes?: readonly string[];
  readonly tenantId?: string;
  readonly accountId?: string;
  /** JSON text of a step-up. */
  readonly claims?: string;
  readonly id?: string;
}

interface Session {
  readonly id: string;
  readonly accessToken: string;
  readonly account: { readonly id: string; readonly label: string };
  readonly scopes: readonly string[];
}

export class TestAuthority {
  /** Everything that was asked, oldest first. */
  readonly asked: SignInQuestion[] = [];
  /** Every token that was given. */
  readonly issued = new Set<string>();
  /** Tenants that give no token unless the user signs in to them. */
  readonly locked = new Set<string>();
  /** Whether a step-up needs the user. */
  stepUpAsksUser = false;
  /** Who signs in next where nobody is named. */
  readonly waiting: TestAccount[];
  readonly #cloud: PracticeCloud;
  readonly #signedIn: TestAccount[] = [];
  #server: Server | undefined;

  constructor(cloud: PracticeCloud, accounts: readonly TestAccount[]) {
    this.#cloud = cloud;
    this.waiting = [...accounts];
  }

  /** Starts on 127.0.0.1 and returns the address. */
  async start(): Promise<string> {
    const server = createServer((request, response) => {
      text(request)
        .then((body) => this.#answer(JSON.parse(body) as SignInQuestion))
        .then(
          (answer) => response.end(JSON.stringify(answer)),
          (error: unknown) => response.writeHead(400).end(String(error)),
        );
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    this.#server = server;
    const address = server.address();
    return `http://127.0.0.1:${typeof address === "object" ? (address?.port ?? 0) : 0}`;
  }

  async close(): Promise<void> {
    this.#server?.close();
    this.#server?.closeAllConnections();
    await Promise.resolve();
  }

  #answer(question: SignInQuestion): Session | readonly Session[] {
    this.asked.push(question);
    switch (question.kind) {
      case "accounts":
        return this.#signedIn.map((account) => this.#session(account, question));
      case "silent":
        return this.#silent(question);
      case "interactive":
        return this.#interactive(question);
      case "add":
        return [this.#session(this.#signInNext(), question)];
      case "remove":
        return this.#remove(question.id);
    }
  }

  #silent(question: SignInQuestion): readonly Session[] {
    const { tenantId, accountId, claims } = question;
    if (tenantId !== undefined && this.locked.has(tenantId)) return [];
    if (claims !== undefined && this.stepUpAsksUser) return [];
    return this.#signedIn
      .filter(({ id }) => accountId === undefined || id === accountId)
      .map((account) => this.#session(account, question));
  }

  #interactive(question: SignInQuestion): Session {
    if (question.tenantId !== undefined) this.locked.delete(question.tenantId);
    if (question.claims !== undefined) this.stepUpAsksUser = false;
    const known = this.#signedIn.find(({ id }) => id === question.accountId);
    return this.#session(known ?? this.#signInNext(), question);
  }

  #signInNext(): TestAccount {
    const next = this.waiting.shift();
    if (next === undefined) throw new Error("Nobody is left to sign in.");
    this.#signedIn.push(next);
    return next;
  }

  #remove(id: string | undefined): readonly Session[] {
    const gone = this.#signedIn.filter((account) => id === undefined || account.id === id.split(" ")[0]);
    for (const account of gone) this.#signedIn.splice(this.#signedIn.indexOf(account), 1);
    return gone.map((account) => this.#session(account, { kind: "accounts" }));
  }

  #session({ id, label, identity }: TestAccount, { scopes = [], tenantId, claims }: SignInQuestion): Session {
    const { token } = this.#cloud.token({
      identity,
      tenantId: tenantId ?? identity.tenantId,
      claims: claims !== undefined,
    });
    this.issued.add(token);
    return { id: `${id} ${tenantId ?? "home"}`, accessToken: token, account: { id, label }, scopes };
  }
}
