// One look at a page, for everything that WCAG 2.2 asks and a machine can tell: axe in light and dark colors, the
// measurements of `measure.ts` at their sizes, and the focus by Tab. All of it on one drawing of the page.
import { expect, type Page } from "@playwright/test";
import { complaintsOfAxe } from "./axe.ts";
import { edges, focusOrder, layout, listenToFocus, motion, structure, targets } from "./measure.ts";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const COLORS = ["color-contrast", "link-in-text-block"];
const DESKTOP = { width: 1280, height: 900 };
/** WCAG 1.4.10; tall, so that every target can be pressed without scrolling. */
const NARROW = { width: 320, height: 9000 };
const TALL = { width: 1280, height: 9000 };

export interface Look {
  /** A page of the review desk has no help bar. */
  readonly desk?: boolean;
  /** Colors and the way of the focus do not change with the language: they are looked at in one. */
  readonly wordsOnly?: boolean;
}

/** Complains, in one list, of everything that is wrong with the page as it is now. Leaves the page as it was. */
export async function inspect(page: Page, { desk = false, wordsOnly = false }: Look = {}): Promise<void> {
  // What the islands add belongs to the page.
  if ((await page.locator("leptos-island").count()) > 0) await page.locator("html[data-islands]").waitFor();
  const found = await page.evaluate(structure, desk);
  found.push(...(await fromSummaryToField(page)));
  await page.emulateMedia({ reducedMotion: "reduce" });
  found.push(...(await page.evaluate(motion)));
  // The costliest rule by far, and colors are looked at in one language.
  const rules = wordsOnly ? { "color-contrast": { enabled: false } } : {};
  found.push(...(await complaintsOfAxe(page, { runOnly: RULES, rules })));

  await page.setViewportSize(NARROW);
  found.push(...tagged("320 pixels", await page.evaluate(layout)), ...(await page.evaluate(targets)));
  await page.setViewportSize(TALL);
  await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
  found.push(...tagged("200 %", await page.evaluate(layout)));
  await page.evaluate(() => (document.documentElement.style.fontSize = ""));
  await page.setViewportSize(DESKTOP);
  if (!wordsOnly) found.push(...(await colorsAndFocus(page)));

  const { pathname, search } = new URL(page.url());
  expect.soft(found, `${pathname}${search}`).toEqual([]);
}

async function colorsAndFocus(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: "dark" });
  const found = tagged("dark", await complaintsOfAxe(page, { runOnly: { type: "rule", values: COLORS } }));
  await page.emulateMedia({ colorScheme: "light", forcedColors: "active" });
  found.push(...tagged("forced colors", await page.evaluate(edges)));
  const stops = await page.evaluate(listenToFocus);
  for (let count = 0; count < stops; count += 1) await page.keyboard.press("Tab");
  found.push(...(await page.evaluate(focusOrder)));
  await page.emulateMedia({ forcedColors: "none" });
  return found;
}

/** The first line of the error summary moves the focus into its field. */
async function fromSummaryToField(page: Page): Promise<string[]> {
  const line = page.locator("#error-summary a").first();
  if ((await line.count()) === 0) return [];
  const id = (await line.getAttribute("href"))!.slice(1);
  await line.click();
  const focused = await page.evaluate(() => document.activeElement?.id);
  return focused === id ? [] : [`the summary leads to ${id}, and the focus is on ${focused}`];
}

function tagged(what: string, found: readonly string[]): string[] {
  return found.map((line) => `${what}: ${line}`);
}
