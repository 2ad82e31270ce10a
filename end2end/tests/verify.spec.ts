// An insurer checks a copy: the square on the paper leads to the answer, and the file is checked byte by byte.
import { readFileSync } from "node:fs";
import { story } from "../support/answers.ts";
import { approve, openReport, signIn } from "../support/desk.ts";
import { fileQuickly } from "../support/quick.ts";
import { press, forward } from "../support/report.ts";
import { pdfText } from "../support/server.mjs";
import { expect, test } from "../support/test.ts";

test("a copy is checked by its code and by its file", async (
  { page, browser, server, staff, email, complaints },
) => {
  const { tracking, accessCode } = await fileQuickly(page, story("lost_property", email));
  const desk = await signIn(browser, staff, server.url, complaints);
  await openReport(desk, tracking);
  await approve(desk);
  await desk.context().close();

  await page.goto("/status");
  await page.locator('[name="tracking"]').fill(tracking);
  await page.locator('[name="access_code"]').fill(accessCode);
  await press(page, forward(page).first());
  const download = page.waitForEvent("download");
  await page.locator('form[action="/status/copy"] button').click();
  const path = await (await download).path();
  const code = /(?:[2-9A-Z]{4}-){4}[2-9A-Z]{4}/.exec(pdfText(path))?.[0] ?? "";

  await page.goto("/verify");
  await page.locator("#code").fill(code.toLowerCase());
  await page.locator('form[action="/verify"] button').click();
  await expect(page.locator("#answer")).toHaveText("We issued a copy with this code");
  await expect(page.getByRole("main")).toContainText(/for case WP\d\d-\d{6}, by the Westport Police Department/);

  await page.locator("#file").setInputFiles(path);
  await page.locator('form[action="/verify/file"] button').click();
  await expect(page.locator("#answer")).toHaveText("This file is unaltered");

  const changed = readFileSync(path);
  const at = Math.floor(changed.length / 2);
  changed[at] = (changed[at] ?? 0) ^ 1;
  await page.locator("#file").setInputFiles({ name: "copy.pdf", mimeType: "application/pdf", buffer: changed });
  await page.locator('form[action="/verify/file"] button').click();
  await expect(page.locator("#answer")).toHaveText("This file was altered");
});
