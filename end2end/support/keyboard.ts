// A resident without a mouse: only keys are pressed, and what they do depends on where the focus is.
import type { Page } from "@playwright/test";
import type { Answers } from "./answers.ts";

/** More stops than any page has. */
const MANY = 120;

interface Focused {
  readonly tag: string;
  readonly type: string;
  readonly name: string;
  readonly value: string;
  readonly text: string;
  readonly inMain: boolean;
}

/** What has the focus. */
export function focused(page: Page): Promise<Focused> {
  return page.evaluate(() => {
    const element = document.activeElement;
    return {
      tag: element?.tagName.toLowerCase() ?? "",
      type: element?.getAttribute("type") ?? "",
      name: element?.getAttribute("name") ?? "",
      value: element?.getAttribute("value") ?? "",
      text: element?.textContent?.trim() ?? "",
      inMain: element?.closest("main") != null,
    };
  });
}

/** Presses Tab until the focus is where it should be. */
export async function tabTo(page: Page, wanted: (focus: Focused) => boolean): Promise<void> {
  for (let count = 0; count < MANY; count += 1) {
    await page.keyboard.press("Tab");
    if (wanted(await focused(page))) return;
  }
  throw new Error(`Tab never reached it on ${page.url()}`);
}

/** Fills the page in the order of Tab, then presses the button that goes on. `onMap` is called at the map. */
export async function fillByKeys(page: Page, answers: Answers, onMap = async () => {}): Promise<void> {
  for (let count = 0; count < MANY; count += 1) {
    await page.keyboard.press("Tab");
    const focus = await focused(page);
    if (!focus.inMain) continue;
    if (focus.tag === "button" && /^(continue|save|send)/i.test(focus.text)) {
      const answered = page.waitForEvent("load");
      await page.keyboard.press("Enter");
      await answered;
      return;
    }
    if (focus.type === "image") await onMap();
    const answer = answers[focus.name.split(".").at(-1) ?? ""];
    if (answer === undefined) continue;
    if (focus.type === "radio") await choose(page, focus, String(answer));
    else if (focus.type === "checkbox") {
      if ([answer].flat().includes(focus.value)) await page.keyboard.press("Space");
    } else if (focus.tag === "select") await pick(page, String(answer));
    else await page.keyboard.insertText(String(answer));
  }
  throw new Error(`no button to go on was reached on ${page.url()}`);
}

/** Moves through a group of radio buttons with the arrow keys; Space chooses the one that has the focus. */
async function choose(page: Page, at: Focused, value: string): Promise<void> {
  for (let count = 0; count < MANY; count += 1) {
    const focus = count === 0 ? at : await focused(page);
    if (focus.value === value) {
      await page.keyboard.press("Space");
      return;
    }
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`${at.name} has no ${value}`);
}

/** Moves down a closed list until it shows the option. */
async function pick(page: Page, value: string): Promise<void> {
  for (let count = 0; count < MANY; count += 1) {
    const now = await page.evaluate(() => (document.activeElement as HTMLSelectElement).value);
    if (now === value) return;
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`the list has no ${value}`);
}
