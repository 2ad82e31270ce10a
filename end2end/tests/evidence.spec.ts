// Photos and files: with script as soon as they are chosen, without script by the form's own button.
import type { Page } from "@playwright/test";
import { story } from "../support/answers.ts";
import { openReport, signIn } from "../support/desk.ts";
import { hurryTo } from "../support/quick.ts";
import { forward, press, send, stepOf } from "../support/report.ts";
import { expect, forgive, test } from "../support/test.ts";

/** A red square, drawn by the browser of the tests itself. */
const PHOTO = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAADAAAAAwCAIAAADYYG7QAAAAOklEQVR42u3OQQ0AAAgEoItiBKMb0RbOBxsByHS9EiEhISEhISEhISEhISEhISEhISEhISEhISGhOwtXDACIY4fETwAAAABJRU5ErkJggg==",
  "base64",
);

/** Chooses files; without script the form's own button sends them. */
async function add(page: Page, files: { name: string; mimeType: string; buffer: Buffer }[], scripted: boolean): Promise<void> {
  if (scripted) await page.locator("html[data-upload]").waitFor();
  const drawn = page.waitForEvent("load");
  await page.locator("#files").setInputFiles(files);
  if (!scripted) await page.locator("#upload-send").click();
  await drawn;
}

test("a photo and a document go with the report to the desk @phone", async (
  { page, browser, server, staff, email, complaints, javaScriptEnabled },
) => {
  const scripted = javaScriptEnabled !== false;
  await hurryTo(page, story("vandalism", email), "evidence");
  await add(page, [
    { name: "door.png", mimeType: "image/png", buffer: PHOTO },
    { name: "receipt.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n%%EOF\n") },
  ], scripted);
  const list = page.locator(".files");
  await expect(list).toContainText("door.png");
  await expect(list).toContainText("receipt.pdf");
  expect(await list.locator("img").count()).toBe(1);

  await add(page, [{ name: "door.exe", mimeType: "image/png", buffer: Buffer.from("MZ\x90\0") }], scripted);
  await expect(page.locator(".file.refused")).toContainText(/cannot take this kind of file/i);
  forgive(complaints, "422");
  await press(page, page.locator(".file.refused button"));
  await expect(page.locator(".file.refused")).toHaveCount(0);

  await press(page, forward(page).first());
  expect(stepOf(page)).toBe("check");
  await expect(page.getByRole("main")).toContainText("receipt.pdf");
  const { tracking } = await send(page);
  const hash = await page.locator("[data-sha256]").first().getAttribute("data-sha256");
  expect(hash).toMatch(/^[0-9a-f]{64}$/);

  const desk = await signIn(browser, staff, server.url, complaints);
  await openReport(desk, tracking);
  await expect(desk.locator(".file")).toHaveCount(2);
  const saved = desk.waitForEvent("download");
  await desk.locator(".file a", { hasText: "Save the original" }).first().click();
  expect((await saved).suggestedFilename()).toBe("door.png");
  await desk.context().close();
});
