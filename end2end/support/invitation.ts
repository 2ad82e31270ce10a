// Accounts at the desk, as an administrator and whoever is invited see them.
import { expect, type Page } from "@playwright/test";
import { randomBytes } from "node:crypto";
import { press } from "./report.ts";
import { totp } from "./totp.ts";

/** Makes an account on the page of accounts; gives the invitation's address. */
export async function invite(admin: Page, name: string): Promise<string> {
  await admin.locator("#login").fill(`${name}${randomBytes(3).toString("hex")}`);
  await admin.locator("#name").fill("Bea Lund");
  await admin.locator("#role").selectOption("reviewer");
  await press(admin, admin.getByRole("button", { name: "Create the account" }));
  return await admin.locator("code.secret").innerText();
}

/** Opens the account on the invitation's page; gives the authenticator's secret. The page shows the recovery codes. */
export async function open(page: Page, password: string): Promise<string> {
  const secret = (await page.locator("code.secret").innerText()).replace(/\s/g, "");
  await page.locator("#password").fill(password);
  await page.locator("#again").fill(password);
  await page.locator("#code").fill(totp(secret));
  await press(page, page.getByRole("button", { name: "Open my account" }));
  await expect(page.locator("ol.recovery code"), "ten recovery codes").toHaveCount(10);
  return secret;
}
