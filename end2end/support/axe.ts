// axe-core in the page itself. Its wrapper for Playwright loads the half megabyte anew for every look, and opens a page
// beside to put the result together.
import axe, { type RunOptions } from "axe-core";
import type { Page } from "@playwright/test";

declare global {
  interface Window {
    axe?: typeof axe;
  }
}

/** What axe complains of, a line for each rule. */
export async function complaintsOfAxe(page: Page, options: RunOptions): Promise<string[]> {
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(axe.source);
  return page.evaluate(async (options) => {
    const { violations } = await window.axe!.run(document, { ...options, resultTypes: ["violations"] });
    return violations.map(
      ({ id, help, nodes }) => `${id} (${help}): ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`,
    );
  }, options);
}
