/** Asks one address for each line of standard input ({"env": {...}, "url": "..."}) by Azure's pipeline, loaded new each time. */
const readline = require("node:readline");

async function ask({ env, url }) {
  for (const name of Object.keys(process.env)) if (/_proxy$/i.test(name)) delete process.env[name];
  Object.assign(process.env, env);
  for (const name of Object.keys(require.cache))
    if (/ts-http-runtime|core-rest-pipeline/.test(name)) delete require.cache[name];
  const {
    createPipelineFromOptions,
    createDefaultHttpClient,
    createPipelineRequest,
  } = require("@azure/core-rest-pipeline");
  const pipeline = createPipelineFromOptions({ retryOptions: { maxRetries: 0 } });
  const request = createPipelineRequest({ url, allowInsecureConnection: true, timeout: 1000 });
  const { status } = await pipeline.sendRequest(createDefaultHttpClient(), request);
  return String(status);
}

// A TLS proxy that hangs up is an error that the library leaves uncaught; the cell ends by its own error anyway.
process.on("uncaughtException", () => undefined);

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    let said;
    try {
      said = await ask(JSON.parse(line));
    } catch (error) {
      said = error.name;
    }
    process.stdout.write(`${said}\n`);
  }
}
main();
