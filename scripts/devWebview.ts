/**
 * `npm run dev:webview`: the wizard's page in a plain browser, with every state of every step in every theme. The list of them
 * builds the page again each time it is opened.
 *
 *   npm run dev:webview -- --port 9000      another port than 8123
 */
import { parseArgs } from "node:util";
import { PageServer } from "../test/webview/harness/pageServer";

const { values } = parseArgs({ options: { port: { type: "string", default: "8123" } } });
const server = await PageServer.start({ port: Number(values.port), production: false });
console.log(`The wizard's page: ${server.url}`);
