/** Serves the pages of the wizard and of fleets to a plain browser on 127.0.0.1, each page with a scripted host of its own. */
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { once } from "node:events";
import path from "node:path";
import { build } from "esbuild";
import { pageBuild } from "../../../scripts/lib/build/pageBuild";
import { fleetInitialMarkup } from "../../../src/wizard/fleet/initialMarkup";
import { pageHtml, shellHtml } from "../../../src/wizard/panels/html";
import { inEnglish } from "../../../src/l10n/translate";
import { wordsOfPage } from "../../../src/wizard/model/words";
import { fleetBoot, fleetHost, type FleetHost } from "./fleetHost";
import { fleetStates, type FleetScenario } from "./fleetScenarios";
import { scenarioStates, type Scenario, type ScenarioState } from "./scenarios";
import { scriptedHost, type ScriptedHost } from "./scriptedHost";
import { themeCss, themeNames, themes, type ThemeName } from "./themes";

/** An open page: its host, and who listens to it. */
interface Served {
  readonly host: ScriptedHost | FleetHost;
  /** Events that nobody heard yet. */
  readonly waiting: string[];
  listener: ServerResponse | undefined;
  isDeaf: boolean;
}

export class PageServer {
  readonly #server: Server;
  readonly #pages = new Map<string, Served>();
  readonly #production: boolean;
  #files: Readonly<Record<string, string>> = {};
  #lastPage = 0;

  private constructor(production: boolean) {
    this.#production = production;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        response.statusCode = 500;
        response.end(String(error));
      });
    });
  }

  /** @param production minified, as it is shipped */
  static async start(options: { port: number; production: boolean }): Promise<PageServer> {
    const server = new PageServer(options.production);
    await server.#build();
    server.#server.listen(options.port, "127.0.0.1");
    await once(server.#server, "listening");
    return server;
  }

  get url(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  }

  /** The host of the page that was served last. */
  get lastHost(): ScriptedHost {
    const host = this.#pages.get(String(this.#lastPage))?.host;
    if (host === undefined || "ran" in host) throw new Error("No page of the wizard was served last.");
    return host;
  }

  /** The same where a fleet's page was served last. */
  get lastFleet(): FleetHost {
    const host = this.#pages.get(String(this.#lastPage))?.host;
    if (host === undefined || !("ran" in host)) throw new Error("No page of a fleet was served last.");
    return host;
  }

  /** The host of the page that was served last takes nothing any more, as after a crash. */
  killLastHost(): void {
    const served = this.#pages.get(String(this.#lastPage));
    if (served !== undefined) served.isDeaf = true;
  }

  async close(): Promise<void> {
    for (const { host, listener } of this.#pages.values()) {
      host.session.close();
      listener?.end();
    }
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #build(): Promise<void> {
    const { outputFiles } = await build({ ...pageBuild(this.#production), write: false });
    const files = outputFiles.map(({ path: file, text }) => [`/${path.basename(file)}`, text] as const);
    this.#files = Object.fromEntries(files);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://localhost");
    const id = url.searchParams.get("id") ?? "";
    if (url.pathname === "/hear") {
      this.#hear(id, response);
      return;
    }
    if (url.pathname === "/say") {
      await this.#say(id, await textOf(request));
      response.end();
      return;
    }
    if (url.pathname === "/") await this.#build();
    const file = await this.#file(url);
    response.statusCode = file === undefined ? 404 : 200;
    response.setHeader("content-type", `${file?.type ?? "text/plain"}; charset=utf-8`);
    response.end(file?.text ?? "");
  }

  async #file({ pathname, searchParams }: URL): Promise<{ type: string; text: string } | undefined> {
    switch (pathname) {
      case "/":
        return { type: "text/html", text: index() };
      case "/page":
        return { type: "text/html", text: this.#page(searchParams) };
      case "/fleet":
        return { type: "text/html", text: this.#fleetPage(searchParams) };
      case "/theme.css":
        return { type: "text/css", text: themeCss(themeOf(searchParams)) };
      case "/vscodeApi.js": {
        const text = await readFile(path.join(import.meta.dirname, "vscodeApi.js"), "utf8");
        return { type: "text/javascript", text };
      }
      default: {
        const text = this.#files[pathname];
        const type = pathname.endsWith(".css") ? "text/css" : "text/javascript";
        return text === undefined ? undefined : { type, text };
      }
    }
  }

  #page(query: URLSearchParams): string {
    const host = this.#serve((post) => scriptedHost(scenarioOf(query), post));
    const { model } = host.session;
    if (model === undefined) throw new Error("The scenario has no model.");
    return this.#around(query, (nonce) =>
      pageHtml({
        nonce,
        script: "/wizard.js",
        style: "/wizard.css",
        title: "Nexus Arc",
        boot: { nexusArc: 1, words: wordsOfPage(inEnglish), locale: "en", model },
      }),
    );
  }

  #fleetPage(query: URLSearchParams): string {
    const host = this.#serve((post) => fleetHost(fleetScenarioOf(query), post));
    const boot = fleetBoot(host);
    return this.#around(query, (nonce) =>
      shellHtml({
        nonce,
        script: "/fleet.js",
        style: "/fleet.css",
        title: "Nexus Arc",
        boot,
        initialMarkup: fleetInitialMarkup(boot.model),
      }),
    );
  }

  #serve<Host extends ScriptedHost | FleetHost>(make: (post: (message: unknown) => void) => Host): Host {
    this.#lastPage += 1;
    const id = String(this.#lastPage);
    const host = make((message) => {
      const served = this.#pages.get(id);
      if (served !== undefined) tell(served, event(message));
    });
    this.#pages.set(id, { host, waiting: [], listener: undefined, isDeaf: false });
    return host;
  }

  /** What VS Code does around the page that was served last: its theme, its API. Only the harness needs the network for it. */
  #around(query: URLSearchParams, html: (nonce: string) => string): string {
    const nonce = randomBytes(16).toString("hex");
    const theme = themeOf(query);
    return html(nonce)
      .replace("connect-src 'none'", "connect-src 'self'")
      .replace("<link ", `<link rel="stylesheet" nonce="${nonce}" href="/theme.css?theme=${theme}">\n<link `)
      .replace("<body>", `<body class="${themes[theme].class}">`)
      .replace(
        '<div id="app">',
        `<script nonce="${nonce}" src="/vscodeApi.js" data-page="${this.#lastPage}"></script>\n$&`,
      );
  }

  /** The host takes a message; after all that it says to it, the page hears that it was taken. */
  async #say(id: string, message: string): Promise<void> {
    const served = this.#pages.get(id);
    if (served === undefined || served.isDeaf) return;
    await served.host.session.take(JSON.parse(message));
    tell(served, takenEvent);
  }

  #hear(id: string, response: ServerResponse): void {
    const served = this.#pages.get(id);
    if (served === undefined) {
      response.end();
      return;
    }
    response.writeHead(200, { "content-type": "text/event-stream" });
    served.listener = response;
    for (const text of served.waiting.splice(0)) response.write(text);
    response.write(":\n\n");
  }
}

function tell({ listener, waiting }: Served, text: string): void {
  if (listener === undefined) waiting.push(text);
  else listener.write(text);
}

const takenEvent = "event: taken\ndata: \n\n";

function event(message: unknown): string {
  return `data: ${JSON.stringify(message)}\n\n`;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of request as AsyncIterable<Uint8Array>) pieces.push(piece);
  return Buffer.concat(pieces).toString("utf8");
}

function scenarioOf(query: URLSearchParams): Scenario {
  const vmName = query.get("vmName");
  return {
    page: Number(query.get("page") ?? "0"),
    state: scenarioStates.find((state) => state === query.get("state")) ?? "notStarted",
    way: query.get("way") === "workstation" ? "workstation" : "vm",
    ...(vmName !== null && { vmName }),
  };
}

function fleetScenarioOf(query: URLSearchParams): FleetScenario {
  const hostile = query.get("hostile");
  return {
    state: fleetStates.find((state) => state === query.get("state")) ?? "mixed",
    vms: Number(query.get("vms") ?? "24"),
    ...(hostile !== null && { hostile }),
  };
}

function themeOf(query: URLSearchParams): ThemeName {
  return themeNames.find((theme) => theme === query.get("theme")) ?? "dark";
}

/** The address of a scenario under a server's URL. */
export function scenarioPath({ page, state, way, vmName }: Scenario, theme: ThemeName): string {
  const query = new URLSearchParams({
    page: `${page}`,
    state,
    way,
    theme,
    ...(vmName !== undefined && { vmName }),
  });
  return `/page?${query.toString()}`;
}

/** The address of a fleet's page under a server's URL. */
export function fleetPath({ state, vms, hostile }: FleetScenario, theme: ThemeName): string {
  const query = new URLSearchParams({
    state,
    vms: `${vms}`,
    theme,
    ...(hostile !== undefined && { hostile }),
  });
  return `/fleet?${query.toString()}`;
}

function index(): string {
  const link = (page: number, state: ScenarioState, theme: ThemeName, way: Scenario["way"]): string =>
    `<a href="${scenarioPath({ page, state, way }, theme).replaceAll("&", "&amp;")}">${theme}</a>`;
  const pages = Array.from({ length: 11 }, (_, page) => page);
  const rows = (["vm", "workstation"] as const).flatMap((way) =>
    pages.map((page) => {
      const cells = scenarioStates.map(
        (state) =>
          `<td>${state}<br>${themeNames.map((theme) => link(page, state, theme, way)).join(" ")}</td>`,
      );
      return `<tr><th>${way === "vm" ? "hands-free" : "guided"} ${page}</th>${cells.join("")}</tr>`;
    }),
  );
  const fleets = fleetStates.map((state) => {
    const links = themeNames.map(
      (theme) => `<a href="${fleetPath({ state, vms: 24 }, theme).replaceAll("&", "&amp;")}">${theme}</a>`,
    );
    return `<td>${state}<br>${links.join(" ")}</td>`;
  });
  return `<!DOCTYPE html><meta charset="utf-8"><title>The wizard's page</title><table>${rows.join("")}<tr><th>fleet</th>${fleets.join("")}</tr></table>`;
}
