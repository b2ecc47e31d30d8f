import type { PracticeCloud } from "../../../src/practice/cloud";
import { servePractice, type PracticeServer } from "../../../src/practice/http/server";

const urlVariable = "NEXUS_ARC_PRACTICE_URL";
const tokenVariable = "NEXUS_ARC_PRACTICE_TOKEN";

/** Tells the command line where its practice cloud is. */
export function namePractice(url: string, token: string): void {
  process.env[urlVariable] = url;
  process.env[tokenVariable] = token;
}

/** Serves a cloud to the command line for the tests of this suite. */
export function serveFor(makeCloud: () => Promise<PracticeCloud>): { readonly url: () => string } {
  let server: PracticeServer;
  let token: string;
  before(async () => {
    const cloud = await makeCloud();
    server = await servePractice(cloud, 0);
    token = cloud.token().token;
  });
  after(() => server.close());
  beforeEach(() => {
    namePractice(server.url, token);
  });
  afterEach(() => {
    Reflect.deleteProperty(process.env, urlVariable);
    Reflect.deleteProperty(process.env, tokenVariable);
  });
  return { url: () => server.url };
}
