// Stands in for VS Code's native logger, `@vscode/spdlog`, which has to be compiled: without it the server keeps no log
// files, and the Output panel, which reads them, stays empty. Same functions, plain files, no rotation.
const { appendFileSync, mkdirSync } = require("node:fs");
const path = require("node:path");

const levels = ["trace", "debug", "info", "warning", "error", "critical"];

class Logger {
  #file;
  #level = levels.indexOf("info");
  #bare = false;

  constructor(_type, _name, file) {
    this.#file = file;
    mkdirSync(path.dirname(file), { recursive: true });
  }

  #write(level, message) {
    if (levels.indexOf(level) < this.#level) return;
    const time = new Date().toISOString().replace("T", " ").replace("Z", "");
    appendFileSync(this.#file, this.#bare ? message : `${time} [${level}] ${message}\n`);
  }

  trace = (message) => this.#write("trace", message);
  debug = (message) => this.#write("debug", message);
  info = (message) => this.#write("info", message);
  warn = (message) => this.#write("warning", message);
  error = (message) => this.#write("error", message);
  critical = (message) => this.#write("critical", message);
  getLevel = () => this.#level;
  setLevel = (level) => void (this.#level = level);
  clearFormatters = () => void (this.#bare = true);
  setPattern() {}
  flush() {}
  drop() {}
}

const create = async (name, file) => new Logger("rotating", name, file);

// One by one: the server imports this as an ES module, and Node.js finds the names of these only.
exports.version = 11500;
exports.Logger = Logger;
exports.setLevel = () => undefined;
exports.setFlushOn = () => undefined;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
