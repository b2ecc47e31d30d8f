/**
 * Runs cells inside a network of its own (`unshare --net`), where every address of the cells is this machine's and one server
 * sees whatever arrives. Arguments: a file of cells as JSON, the compiled `route.go`, the root of the system whose programs are
 * run. Standard output: what arrived, one text for each cell, in their order, as JSON.
 */
import { readFileSync } from "node:fs";
import { observe } from "./observer";
import { startTools } from "./tools";
import type { Cell } from "./cells";

const [questions = "", goProgram = "", root = "/"] = process.argv.slice(2);
const cells = JSON.parse(readFileSync(questions, "utf8")) as Cell[];
const observer = await observe();
const tools = startTools(goProgram, root);
const outcomes: string[] = [];
for (const cell of cells) {
  const seen = observer.next();
  await tools.ask(cell);
  outcomes.push(seen());
}
process.stdout.write(JSON.stringify(outcomes));
tools.stop();
observer.close();
