// A resident at work: opens the start page, answers what a page asks, goes on.
import { expect, type Locator, type Page } from "@playwright/test";
import type { Answers, Story } from "./answers.ts";

/** More pages than any journey has. */
const MANY = 80;

/** The step that the page shows, `check` or `sent`, from its address. */
export function stepOf(page: Page): string {
  return new URL(page.url()).pathname.replace(/^\/report\//, "");
}

/** The step of a page and of the entries of its list. */
export function listOf(page: Page): string {
  return stepOf(page).split("/")[0]!;
}

/** The button that goes on. */
export function forward(page: Page): Locator {
  const name = /^(continue|save|start|send|ask|show|continuar|guardar|empezar|enviar|pedir|mostrar)/i;
  return page.getByRole("main").getByRole("button", { name });
}

export type Language = "en" | "es";

/** Changes the language by the button in the header. */
export async function speak(page: Page, language: Language): Promise<void> {
  await press(page, page.locator(`button[name="in_language"][value="${language}"]`));
  await expect(page.locator("html")).toHaveAttribute("lang", language);
}

export async function start(page: Page, language: Language = "en"): Promise<void> {
  await page.goto("/");
  if (language !== "en") await speak(page, language);
  await press(page, forward(page).first());
  expect(stepOf(page)).toBe("emergency");
}

/** Fills every control of the page that the answers name, and touches no other. */
export async function fill(page: Page, answers: Answers): Promise<void> {
  const controls = page.locator("main form :is(input, select, textarea)");
  const found = await controls.evaluateAll((elements) =>
    elements.map((element) => ({
      name: element.getAttribute("name") ?? "",
      type: element.tagName === "INPUT" ? (element.getAttribute("type") ?? "text") : element.tagName.toLowerCase(),
      value: element.getAttribute("value") ?? "",
    })),
  );
  for (const [index, { name, type, value }] of found.entries()) {
    const answer = answers[name.split(".").at(-1) ?? ""];
    if (answer === undefined || ["hidden", "image", "submit", "button"].includes(type)) continue;
    const control = controls.nth(index);
    if (type === "radio" || type === "checkbox") {
      if ([answer].flat().includes(value)) await control.check();
      else if (type === "checkbox") await control.uncheck();
    } else if (type === "select") {
      await control.selectOption(String(answer));
    } else {
      await control.fill(String(answer));
    }
  }
}

/** Answers the page with what the story says, and goes on. A group of entries is filled first. */
export async function answerStep(page: Page, story: Story): Promise<void> {
  const step = listOf(page);
  const entries = story.groups[step];
  if (!entries) {
    await fill(page, story.answers);
    await goOn(page);
    return;
  }
  // A list that must not be empty begins with the form of its first entry.
  if (entries.length > 0 && stepOf(page) === step) {
    await press(page, page.getByRole("main").locator(`a[href$="/report/${step}/add"]`));
  }
  for (const [index, entry] of entries.entries()) {
    await fill(page, entry);
    const another = index + 1 < entries.length;
    if (!another) continue;
    await press(page, page.getByRole("main").locator('button[name="then"][value="another"]'));
    expect(stepOf(page)).toBe(`${step}/add`);
  }
  await goOn(page);
  expect(listOf(page), "past the list").not.toBe(step);
}

/** Presses the button that goes on and makes sure that the page was accepted. */
export async function goOn(page: Page): Promise<void> {
  const before = stepOf(page);
  await press(page, forward(page).first());
  if (stepOf(page) !== before && !new URL(page.url()).searchParams.has("e")) return;
  const summary = page.locator("#error-summary");
  throw new Error(`${before} was refused: ${(await summary.isVisible()) ? await summary.innerText() : "no word why"}`);
}

/** Presses a button or a link and waits for the page that answers: every form is a post and a redirect. */
export async function press(page: Page, control: Locator): Promise<void> {
  const answered = page.waitForEvent("load");
  await control.click();
  await answered;
}

/** Answers page after page until the address of the page is `until`. `onPage` sees each before it is answered. */
export async function walk(
  page: Page,
  story: Story,
  until = "check",
  onPage: (page: Page) => Promise<void> = async () => {},
): Promise<void> {
  for (let count = 0; count < MANY; count += 1) {
    await onPage(page);
    if (stepOf(page) === until) return;
    if (["stopped", "check"].includes(stepOf(page))) {
      throw new Error(`came to ${stepOf(page)} and not to ${until}: ${await page.getByRole("main").innerText()}`);
    }
    await answerStep(page, story);
  }
  throw new Error(`did not come to ${until}`);
}

export interface Receipt {
  readonly tracking: string;
  readonly accessCode: string;
}

/** From "check your answers", with the certification, to the confirmation. */
export async function send(page: Page): Promise<Receipt> {
  await page.getByRole("main").locator('input[name="certify"]').check();
  await press(page, forward(page).first());
  expect(stepOf(page)).toBe("sent");
  return receipt(page);
}

export async function receipt(page: Page): Promise<Receipt> {
  const text = async (selector: string) => (await page.locator(selector).first().innerText()).trim();
  return { tracking: await text("[data-tracking]"), accessCode: await text("[data-access-code]") };
}
