/** Several screenshots in one small picture, as a strip of a film. */
import { readFile } from "node:fs/promises";
import { chromium } from "playwright-core";
import { requireTool } from "./debian";

const columns = 3;
const gap = 6;
/** Pixels of the whole. */
const width = 960;

/** One of the screenshots (PNG files) beside and below the other, in reading order. Writes a PNG. */
export async function writeStrip(files: readonly string[], out: string): Promise<void> {
  const pictures = await Promise.all(files.map((file) => readFile(file, "base64")));
  const cells = pictures.map((png) => `<img src="data:image/png;base64,${png}">`).join("");
  const browser = await chromium.launch({
    executablePath: requireTool("chromium"),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const page = await browser.newPage({ viewport: { width, height: 100 } });
    await page.setContent(`<style>
      body { margin: 0; display: grid; grid-template-columns: repeat(${columns}, 1fr); gap: ${gap}px; background: #808080; }
      img { width: 100%; display: block; }
    </style>${cells}`);
    await page.screenshot({ path: out, fullPage: true });
  } finally {
    await browser.close();
  }
}
