// An officer at work: signs in, opens a report, decides.
import { expect, type Browser, type Locator, type Page } from "@playwright/test";
import { press } from "./report.ts";
import { listen, type StaffAccount } from "./test.ts";
import { totp } from "./totp.ts";

/** The tracking number as addresses have it: without its grouping. */
export function compact(tracking: string): string {
  return tracking.replace(/[^0-9A-Za-z]/g, "");
}

/** Opens a browser of the officer's own, with the project's settings, and signs in. `home` is where the role begins. */
export async function signIn(browser: Browser, staff: StaffAccount, baseURL: string, complaints: string[], home = "/staff"): Promise<Page> {
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  listen(page, complaints);
  await page.goto("/staff/sign-in");
  await enter(page, staff);
  expect(new URL(page.url()).pathname).toBe(home);
  return page;
}

/** Agrees to the notice that stands before every sign-in. */
export async function agree(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: "I understand and agree" });
  if ((await button.count()) > 0) await press(page, button);
}

/** Fills the sign-in page and sends it. */
export async function enter(page: Page, staff: StaffAccount, code = totp(staff.secret)): Promise<void> {
  await agree(page);
  await page.locator('input[name="login"]').fill(staff.login);
  await page.locator('input[name="password"]').fill(staff.password);
  await page.locator('input[name="code"]').fill(code);
  await press(page, page.getByRole("main").getByRole("button", { name: "Sign in", exact: true }));
}

/** Opens a report from the queue, wherever in it the report stands. */
export async function openReport(page: Page, tracking: string): Promise<void> {
  await page.goto("/staff");
  const report = page.locator(`main a[href$="/staff/reports/${compact(tracking)}"]`).first();
  const more = page.getByRole("main").getByRole("link", { name: "More" });
  while ((await report.count()) === 0) {
    expect(await more.count(), `${tracking} is in the queue`).toBeGreaterThan(0);
    await press(page, more);
  }
  await press(page, report);
}

/** The form on the report page that posts this decision. */
export function decision(page: Page, action: "approve" | "ask" | "officer" | "duplicate") {
  return page.locator(`main form[action$="/${action}"]`);
}

/** The button that sends a decision; phrases have buttons of their own. */
export function sender(form: Locator): Locator {
  return form.locator("button.button");
}

/** Opens everything that is folded. */
export async function unfold(page: Page): Promise<void> {
  const folded = page.locator("main details:not([open]) > summary");
  while ((await folded.count()) > 0) await folded.first().click();
}

/** Approves; what the officer must judge is answered with the first option, bias with "none". */
export async function approve(page: Page): Promise<void> {
  await unfold(page);
  const form = decision(page, "approve");
  for (const group of await form.getByRole("group").all()) await group.getByRole("radio").first().check();
  const bias = form.locator('select[name="bias"]');
  if ((await bias.count()) > 0) await bias.selectOption("88");
  await press(page, sender(form));
  await expect(page.getByRole("main")).toContainText(CASE_NUMBER);
}

export async function ask(page: Page, question: string): Promise<void> {
  await unfold(page);
  const form = decision(page, "ask");
  await form.locator("textarea, input[type=text]").first().fill(question);
  await press(page, sender(form));
}

/** `WP26-000123` by default: letters, year, a gapless number. */
export const CASE_NUMBER = /\b[A-Z]{2}\d{2}-\d{6}\b/;
