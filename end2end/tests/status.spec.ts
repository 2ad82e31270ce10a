// After sending: the filer looks the report up, answers a question, or takes it back.
import type { Page } from "@playwright/test";
import { story } from "../support/answers.ts";
import { ask, compact, decision, openReport, signIn } from "../support/desk.ts";
import { waitForMail } from "../support/mail.ts";
import { fileQuickly } from "../support/quick.ts";
import { forward, press, type Receipt } from "../support/report.ts";
import { expect, test } from "../support/test.ts";

async function lookUp(page: Page, { tracking, accessCode }: Receipt): Promise<void> {
  await page.goto("/status");
  await page.locator('[name="tracking"]').fill(tracking);
  await page.locator('[name="access_code"]').fill(accessCode);
  await press(page, forward(page).first());
}

test("a question goes to the filer and the answer back to the queue", async (
  { page, browser, server, staff, email, complaints },
) => {
  const receipt = await fileQuickly(page, story("lost_property", email));
  const desk = await signIn(browser, staff, server.url, complaints);
  await openReport(desk, receipt.tracking);
  await ask(desk, "Which color was the bag?");

  const mail = await waitForMail(server.mail, email, (message) => message.text.includes("/status"));
  expect(mail.text).toContain(receipt.tracking);
  await desk.goto("/staff");
  await expect(desk.locator(`main a[href$="${compact(receipt.tracking)}"]`)).toHaveCount(0);

  await lookUp(page, receipt);
  await expect(page.getByRole("main")).toContainText("Which color was the bag?");
  await press(page, page.locator('form[action="/status/reply"] button'));
  await expect(page.locator("#error-summary")).toBeFocused();
  await page.locator('form[action="/status/reply"] textarea').fill("Dark green, with a white zip.");
  await press(page, page.locator('form[action="/status/reply"] button'));
  await expect(page.getByRole("main")).toContainText("Dark green, with a white zip.");

  await openReport(desk, receipt.tracking);
  await expect(desk.getByRole("main")).toContainText("Dark green, with a white zip.");
  await desk.context().close();
});

test("a report is taken back", async ({ page, browser, server, staff, email, complaints }) => {
  const receipt = await fileQuickly(page, story("lost_property", email));
  await lookUp(page, receipt);
  await page.locator("main details > summary").click();
  await press(page, page.locator('form[action="/status/withdraw"] button'));
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/withdrawn/i);
  const desk = await signIn(browser, staff, server.url, complaints);
  await desk.goto(`/staff/reports/${compact(receipt.tracking)}`);
  await expect(decision(desk, "approve"), "nothing is left to decide").toHaveCount(0);
  await desk.context().close();
});

test("two numbers that do not belong together tell nothing", async ({ page, email }) => {
  const { tracking } = await fileQuickly(page, story("lost_property", email));
  await lookUp(page, { tracking, accessCode: "WRONG1" });
  await expect(page.locator("#error-summary")).toBeFocused();
  const message = await page.locator("#error-summary").innerText();
  await lookUp(page, { tracking: "ZZZZ-ZZZZ-ZZZZ", accessCode: "WRONG1" });
  expect(await page.locator("#error-summary").innerText()).toBe(message);
});
