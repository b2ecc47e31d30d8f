/** The icon of the extension in lists: the drawing of the side bar, light on a dark square. */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { chromium } from "playwright-core";
import { requireTool } from "./debian";
import { root } from "./paths";

/** Pixels of a side: what VS Code and its Marketplace ask for. */
const side = 128;

/** Draws `media/nexus-arc.svg` as `media/icon.png`. */
export async function writeExtensionIcon(): Promise<void> {
  const drawing = await readFile(path.join(root, "media/nexus-arc.svg"), "utf8");
  const browser = await chromium.launch({
    executablePath: requireTool("chromium"),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const page = await browser.newPage({ viewport: { width: side, height: side } });
    await page.setContent(`<style>
      body { margin: 0; display: grid; place-items: center; height: ${side}px; background: #0f4c81; }
      svg { width: ${side * 0.75}px; height: ${side * 0.75}px; }
    </style>${drawing.replace("#C5C5C5", "#FFFFFF")}`);
    await writeFile(path.join(root, "media/icon.png"), await page.screenshot());
  } finally {
    await browser.close();
  }
}
