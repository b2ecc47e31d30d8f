/** What cloud-init does at a first boot that a reader of its documentation would not expect, and what the linter says of it. */
import { testCases } from "./cases/case";
import { commands } from "./cases/commands";
import { files } from "./cases/files";
import { parts } from "./cases/parts";
import { users } from "./cases/users";

testCases("users", users);
testCases("files", files);
testCases("commands and restarts", commands);
testCases("parts", parts);
