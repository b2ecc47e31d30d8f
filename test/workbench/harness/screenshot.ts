import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Page } from "playwright-core";
import { outputFolder } from "../../../scripts/lib/paths";

/** Saves what is on the page as `.test-output/screens/NAME.png` and returns that path. */
export async function saveScreenshot(page: Page, name: string): Promise<string> {
  const folder = path.join(outputFolder, "screens");
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${name}.png`);
  await page.screenshot({ path: file });
  return file;
}
