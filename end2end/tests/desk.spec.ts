// The review desk: who may come in, and the decisions of which no part may be skipped.
import { story } from "../support/answers.ts";
import { compact, decision, enter, openReport, sender, signIn, unfold } from "../support/desk.ts";
import { waitForMail } from "../support/mail.ts";
import { fileQuickly } from "../support/quick.ts";
import { press } from "../support/report.ts";
import { expect, test } from "../support/test.ts";
import { totp } from "../support/totp.ts";

test("nobody comes in without a password and a code, nor with a code twice", async (
  { page, browser, server, staff },
) => {
  await page.goto("/staff");
  expect(new URL(page.url()).pathname, "a stranger is asked to sign in").toBe("/staff/sign-in");
  await enter(page, { ...staff, password: "not the password" });
  await expect(page.locator("#error-summary")).toBeVisible();
  const code = totp(staff.secret);
  await enter(page, staff, code);
  expect(new URL(page.url()).pathname).toBe("/staff");

  const other = await browser.newContext({ baseURL: server.url });
  const thief = await other.newPage();
  await thief.goto("/staff/sign-in");
  await enter(thief, staff, code);
  expect(new URL(thief.url()).pathname, "the same code opens nothing a second time").toBe("/staff/sign-in");
  await other.close();

  await press(page, page.getByRole("button", { name: /sign out/i }));
  await page.goto("/staff");
  expect(new URL(page.url()).pathname).toBe("/staff/sign-in");
});

test("an officer cannot be assigned without a name and a logged contact", async (
  { page, browser, server, staff, email, complaints },
) => {
  const { tracking } = await fileQuickly(page, story("lost_property", email));
  const desk = await signIn(browser, staff, server.url, complaints);
  await openReport(desk, tracking);
  await unfold(desk);
  const form = decision(desk, "officer");
  await press(desk, sender(form));
  await expect(desk.locator("#error-summary")).toBeVisible();
  await desk.goto(`/staff/reports/${compact(tracking)}`);
  await unfold(desk);
  await form.locator('[name="officer"]').fill("Officer Fox");
  await form.locator('[name="contact_by"][value="email"]').check();
  await form.locator('[name="message"]').fill("Officer Fox will call you tomorrow morning.");
  await press(desk, sender(form));
  const mail = await waitForMail(server.mail, email, (message) => message.text.includes("Officer Fox"));
  expect(mail.text).toContain(tracking);
  await desk.goto(`/staff/reports/${compact(tracking)}`);
  await expect(desk.getByRole("main")).toContainText("Officer Fox");
  await expect(form, "nothing is left to decide").toHaveCount(0);
  await desk.context().close();
});

test("a phrase is put into the form, nothing is sent, and Enter sends the form and no phrase", async (
  { page, browser, server, staff, email, complaints },
) => {
  const { tracking } = await fileQuickly(page, story("lost_property", email));
  const desk = await signIn(browser, staff, server.url, complaints);
  await openReport(desk, tracking);
  await unfold(desk);
  await decision(desk, "ask").locator("textarea").fill("Which one?");
  await press(desk, decision(desk, "ask").getByRole("button", { name: "Serial number" }));
  await expect(decision(desk, "ask").locator("textarea")).toHaveValue(/^Which one\?\n\nPlease send us the serial number/);
  await expect(desk.locator(".state")).toContainText("New");
  await unfold(desk);
  const officer = decision(desk, "officer").locator('[name="officer"]');
  await officer.fill("Officer Fox");
  await officer.press("Enter");
  await expect(desk.locator("#error-summary"), "the form was sent, and something is missing").toBeVisible();
  await expect(decision(desk, "officer").locator('[name="message"]')).toHaveValue("");
  await desk.context().close();
});

test("a duplicate names the other report", async ({ page, browser, server, staff, email, complaints }) => {
  const first = await fileQuickly(page, story("lost_property", email));
  const second = await fileQuickly(page, story("lost_property", email));
  const desk = await signIn(browser, staff, server.url, complaints);
  await openReport(desk, second.tracking);
  await unfold(desk);
  const form = decision(desk, "duplicate");
  await form.locator("input[type=text]").first().fill(first.tracking);
  await press(desk, sender(form));
  await desk.goto(`/staff/reports/${compact(second.tracking)}`);
  await expect(desk.getByRole("main")).toContainText(first.tracking);
  await desk.context().close();
});
