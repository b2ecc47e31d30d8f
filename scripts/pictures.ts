/**
 * `npm run pictures`: draws the extension's icon, and takes the pictures of README.md again. The workbench tests save each as a screenshot
 * `readme-NAME`; this copies them to `docs/images/NAME.png`. Those of a newcomer's walk become one strip.
 */
import { copyFile, mkdir, readdir } from "node:fs/promises";
import path from "node:path";
import { writeExtensionIcon } from "./lib/extensionIcon";
import { outputFolder, root } from "./lib/paths";
import { writeStrip } from "./lib/pictureStrip";

const screens = path.join(outputFolder, "screens");
const images = path.join(root, "docs/images");
const prefix = "readme-";

await writeExtensionIcon();

await mkdir(images, { recursive: true });
const taken = (await readdir(screens).catch(() => [])).filter((name) => name.startsWith(prefix));
if (taken.length === 0) throw new Error("No picture yet: run `npm run test:workbench` first.");
for (const name of taken) {
  await copyFile(path.join(screens, name), path.join(images, name.slice(prefix.length)));
  console.log(`docs/images/${name.slice(prefix.length)}`);
}

const walk = (await readdir(screens)).filter((name) => /^wizard-walk-\d/.test(name)).sort();
if (walk.length > 0) {
  await writeStrip(
    walk.map((name) => path.join(screens, name)),
    path.join(images, "walk.png"),
  );
  console.log("docs/images/walk.png");
}
