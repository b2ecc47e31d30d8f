import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../../../scripts/lib/paths";
import { withoutLinks } from "../../../src/markdown";
import { fleetInitialMarkup } from "../../../src/wizard/fleet/initialMarkup";
import { pageHtml, shellHtml } from "../../../src/wizard/panels/html";
import { inEnglish } from "../../../src/l10n/translate";
import { wordsOfPage } from "../../../src/wizard/model/words";
import { fleetBoot, fleetHost } from "../../webview/harness/fleetHost";
import { scriptedHost } from "../../webview/harness/scriptedHost";
import { productSources, type Source } from "./sources";

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly capabilities: {
    readonly untrustedWorkspaces: {
      readonly supported: unknown;
      readonly restrictedConfigurations: readonly string[];
    };
    readonly virtualWorkspaces: unknown;
  };
  readonly contributes: {
    readonly configuration: readonly {
      readonly properties: Readonly<Record<string, { readonly scope?: string }>>;
    }[];
    readonly uriHandlers?: unknown;
  };
  readonly activationEvents: readonly string[];
}

const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as Manifest;

describe("what the product's own code can do", () => {
  let sources: readonly Source[];
  before(() => {
    sources = productSources();
    assert.ok(sources.length > 300);
  });
  const holding = (pattern: RegExp): string[] =>
    sources.filter(({ text }) => pattern.test(text)).map(({ name }) => name);

  it("tells nobody anything: no telemetry API and no telemetry library", () => {
    const telemetry =
      /createTelemetryLogger|TelemetryLogger|TelemetryReporter|isTelemetryEnabled|applicationinsights|opentelemetry|sendBeacon/i;
    assert.deepEqual(holding(telemetry), []);
    const libraries = Object.keys(manifest.dependencies);
    assert.deepEqual(
      libraries.filter((name) => /telemetry|insights|analytics|sentry/i.test(name)),
      [],
    );
  });

  it("opens connections in the pipeline's transport only, and listens in the practice server only", () => {
    const network =
      /from "node:(?:http|https|http2|tls|dgram)"|\bfetch\(\s*[`"'\w]|new (?:WebSocket|XMLHttpRequest|EventSource)\b/;
    // `fetch()` in these is a shell function of the VM's script, and a method of the YAML scanner.
    const others = ["src/enrollment/vmScript/shell/http.ts", "src/userdata/yaml/scanner.ts"];
    assert.deepEqual(
      holding(network).filter((name) => !others.includes(name)),
      ["src/arm/network/agents.ts", "src/arm/network/tunnelAgent.ts", "src/practice/http/server.ts"],
    );
    assert.deepEqual(holding(/\.listen\(/), ["src/practice/http/server.ts"]);
  });

  it("never makes code of text", () => {
    const code =
      /\beval\(|new Function\(|setTimeout\(\s*["'`]|node:vm"|innerHTML|outerHTML|insertAdjacentHTML|document\.write|unsafeHTML/;
    assert.deepEqual(holding(code), []);
  });

  it("starts other programs without a shell, and only where it says so", () => {
    const starters = holding(/from "node:child_process"/);
    assert.deepEqual(starters, [
      "src/cli/commands/checkPrerequisites.ts",
      "src/commands/userData/cloudInitSchema.ts",
    ]);
    assert.deepEqual(
      holding(/\b(?:exec|execSync|spawnSync)\(|shell:\s*true/).filter((name) => starters.includes(name)),
      [],
    );
  });

  it("tells nothing in a notification but through the one door that makes no links", () => {
    const calls = sources.flatMap(({ name, text }) =>
      [...text.matchAll(/show(?:Information|Warning|Error)Message\(/g)].map(({ index }) => {
        const call = text.slice(index, text.indexOf(";", index));
        // A dialog shows plain text.
        const isDialog = /modal: true|, options, /.test(call);
        return isDialog ? "" : name;
      }),
    );
    assert.deepEqual([...new Set(calls)].filter((name) => name !== "").sort(), [
      "src/window/notification.ts",
    ]);
    assert.deepEqual(holding(/ProgressLocation\.Notification/), ["src/commands/run/run.ts"]);
  });

  it("makes no link of another's words, of which VS Code would run a command", () => {
    for (const text of ["[a](command:b)", "[[a](command:b)](https://c)", "x](file:y"])
      assert.ok(!withoutLinks(text).includes("]("), text);
  });

  it("leaves no terminal's environment to VS Code, which would write it into the workspace's storage", () => {
    const withEnvironment = sources.filter(({ text }) => /createTerminal\([^;]*\benv:/.test(text));
    assert.deepEqual(
      withEnvironment.map(({ name }) => name),
      ["src/commands/enrollment/step/terminalScript.ts"],
    );
    assert.match(withEnvironment[0]?.text ?? "", /createTerminal\([^;]*\benv: [^;]*isTransient: true/);
  });

  it("trusts no Markdown and no HTML in hovers, tooltips and confirmations", () => {
    assert.deepEqual(holding(/(?:isTrusted|supportHtml)\s*[:=]\s*(?:true|\{)/), []);
  });

  it("answers to a URI from outside in one place, which opens a page or warns, and does nothing else", () => {
    assert.deepEqual(holding(/registerUriHandler/), ["src/extension.ts"]);
    const handler = sources.find(({ name }) => name === "src/commands/wizard/enrollmentLink.ts")?.text ?? "";
    const body = handler.slice(handler.indexOf("handleUri"));
    const calls = [...body.matchAll(/([\w.]+)\(/g)].map(([, name]) => name);
    const allowed = ["handleUri", "enrollmentIn", "enrollments.get", "notify.warning"];
    assert.deepEqual(calls, [...allowed, "vscode.l10n.t", "wizard.open"]);
  });
});

describe("what a workspace may set", () => {
  const settings = Object.assign(
    {},
    ...manifest.contributes.configuration.map(({ properties }) => properties),
  ) as Readonly<Record<string, { readonly scope?: string }>>;

  it("is how user data is judged, and nothing else", () => {
    const open = Object.entries(settings).filter(
      ([, { scope }]) => scope !== "machine" && scope !== "application",
    );
    assert.deepEqual(
      open.map(([name]) => name).filter((name) => !name.startsWith("nexusArc.userData.")),
      [],
    );
  });

  it("is nothing that reaches a sign-in, an endpoint or the practice cloud, trusted or not", () => {
    const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    assert.equal(supported, "limited");
    for (const name of Object.keys(settings).filter((key) => /signIn|cloud|practice/i.test(key)))
      assert.ok(restrictedConfigurations.includes(name), name);
    for (const name of restrictedConfigurations) assert.ok(name in settings, `${name} is no setting`);
  });

  it("may be virtual: nothing of the workspace is read by path", () => {
    assert.equal(manifest.capabilities.virtualWorkspaces, true);
  });
});

const hostile = "</script><script>alert(1)</script><!--";

describe("the wizard's page", () => {
  const { model } = scriptedHost({ page: 3, state: "done", way: "vm" }, () => undefined).session;
  assert.ok(model);
  const html = pageHtml({
    nonce: "abc123",
    script: "vscode-resource:/wizard.js",
    style: "vscode-resource:/wizard.css",
    title: 'Enroll "web01" </title><script>',
    boot: {
      nexusArc: 1,
      words: { ...wordsOfPage(inEnglish), warning: hostile },
      locale: "en",
      model: { ...model, name: hostile },
    },
  });

  it("runs its own script and style by nonce, and reaches no network", () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
    assert.deepEqual(policy.split("; ").sort(), [
      "base-uri 'none'",
      "connect-src 'none'",
      "default-src 'none'",
      "form-action 'none'",
      "script-src 'nonce-abc123'",
      "style-src 'nonce-abc123'",
    ]);
    assert.equal([...html.matchAll(/<script\b/g)].length, 2);
    for (const [script] of html.matchAll(/<script\b[^>]*>/g))
      assert.match(script, /nonce="abc123"|type="application\/json"/);
  });

  it("holds names from Azure as data that ends no element", () => {
    assert.ok(!html.includes("alert(1)</script>"));
    assert.ok(html.includes("\\u003c/script\\u003e"));
    assert.ok(html.includes("&lt;/title&gt;"));
    assert.ok(html.includes("<h1><bdi>&lt;/script&gt;&lt;script&gt;alert(1)"));
  });
});

describe("the page of a fleet", () => {
  it("is as closed as the wizard's, and holds names from Azure as data that ends no element", () => {
    const boot = fleetBoot(fleetHost({ state: "mixed", vms: 11, hostile }, () => undefined));
    const html = shellHtml({
      nonce: "abc123",
      script: "vscode-resource:/fleet.js",
      style: "vscode-resource:/fleet.css",
      title: hostile,
      boot,
      initialMarkup: fleetInitialMarkup(boot.model),
    });
    assert.match(html, /content="default-src 'none'; script-src 'nonce-abc123'; style-src 'nonce-abc123'; /);
    assert.deepEqual(
      [...html.matchAll(/<script\b[^>]*>/g)].map(([script]) => script),
      [
        '<script type="application/json" id="boot">',
        '<script nonce="abc123" src="vscode-resource:/fleet.js">',
      ],
    );
    assert.ok(html.includes("<h1><bdi>&lt;/script&gt;&lt;script&gt;alert(1)"));
    assert.ok(html.includes("\\u003c/script\\u003e"));
  });
});
