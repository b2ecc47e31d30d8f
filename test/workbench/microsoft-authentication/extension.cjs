// The `microsoft` authentication provider of workbench tests. What it is asked it asks the test, which plays Entra ID
// (test/workbench/harness/cloud/authority.ts) on loopback; it keeps nothing itself.
const vscode = require("vscode");

async function ask(question) {
  const response = await fetch(process.env.NEXUS_ARC_TEST_AUTHORITY, {
    method: "POST",
    body: JSON.stringify(question),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

/** VS Code's own convention: the tenant stands among the scopes. */
function wishOf(scopes = [], options = {}, claims) {
  const tenant = scopes.find((scope) => scope.startsWith("VSCODE_TENANT:"));
  return { scopes, tenantId: tenant?.slice("VSCODE_TENANT:".length), accountId: options.account?.id, claims };
}

function claimsOf({ challenges }) {
  const [bearer] = challenges.filter(({ scheme }) => scheme.toLowerCase() === "bearer");
  return Buffer.from(bearer.params.claims, "base64").toString("utf8");
}

class TestSignIn {
  #changed = new vscode.EventEmitter();
  onDidChangeSessions = this.#changed.event;

  #tell(change) {
    this.#changed.fire({ added: [], removed: [], changed: [], ...change });
  }

  getSessions(scopes, options) {
    return ask({ kind: scopes === undefined ? "accounts" : "silent", ...wishOf(scopes, options) });
  }

  async createSession(scopes, options) {
    const session = await ask({ kind: "interactive", ...wishOf(scopes, options) });
    this.#tell({ added: [session] });
    return session;
  }

  getSessionsFromChallenges(constraint, options) {
    return ask({ kind: "silent", ...wishOf(constraint.fallbackScopes, options, claimsOf(constraint)) });
  }

  async createSessionFromChallenges(constraint, options) {
    const wish = wishOf(constraint.fallbackScopes, options, claimsOf(constraint));
    const session = await ask({ kind: "interactive", ...wish });
    this.#tell({ added: [session] });
    return session;
  }

  async removeSession(id) {
    this.#tell({ removed: await ask({ kind: "remove", id }) });
  }

  /** New tokens for the same accounts, as the real provider reports them now and then. */
  async renew() {
    this.#tell({ changed: await ask({ kind: "accounts" }) });
  }

  async add() {
    this.#tell({ added: await ask({ kind: "add" }) });
  }

  async removeAll() {
    this.#tell({ removed: await ask({ kind: "remove" }) });
  }
}

exports.activate = (context) => {
  const signIn = new TestSignIn();
  context.subscriptions.push(
    vscode.authentication.registerAuthenticationProvider("microsoft", "Microsoft", signIn, {
      supportsMultipleAccounts: true,
      supportsChallenges: true,
    }),
    vscode.commands.registerCommand("testSignIn.renew", () => signIn.renew()),
    vscode.commands.registerCommand("testSignIn.add", () => signIn.add()),
    vscode.commands.registerCommand("testSignIn.remove", () => signIn.removeAll()),
  );
};
