// Loaded into VS Code's server script before it runs. The page encrypts its secrets with a key of which the server holds one
// part, and asks for that part with POST /mint-key. code-server's wrapper answers it, the script alone does not: then the page
// keeps secrets in memory only, and a reload loses them. So it is answered here, as long as the server lives.
const { randomBytes } = require("node:crypto");
const { Server } = require("node:http");

const keyPart = randomBytes(32);
const { emit } = Server.prototype;

Server.prototype.emit = function (event, ...args) {
  const [request, response] = args;
  if (event !== "request" || request.method !== "POST" || request.url !== "/mint-key")
    return emit.call(this, event, ...args);
  response.end(keyPart);
  return true;
};
