// Uploads with script: progress, a broken connection, a stop.
import { randomBytes } from "node:crypto";
import { story } from "../support/answers.ts";
import { hurryTo } from "../support/quick.ts";
import { expect, test } from "../support/test.ts";

function recording(bytes: number): Buffer {
  return Buffer.concat([Buffer.from("RIFF\0\0\0\0WAVEfmt "), randomBytes(bytes - 16)]);
}

test("progress is shown, and a broken connection costs only time", async (
  { page, context, email, complaints },
) => {
  await hurryTo(page, story("harassing_calls", email), "evidence");
  await page.locator("html[data-upload]").waitFor();
  await expect(page.locator("#upload-send")).toBeHidden();
  const begun = new Set<string>();
  const offsets: number[] = [];
  page.on("request", (request) => {
    if (request.method() !== "PATCH") return;
    begun.add(new URL(request.url()).pathname);
    offsets.push(Number(request.headers()["upload-offset"]));
  });
  // The second piece finds no connection.
  let pieces = 0;
  await page.route("**/report/evidence/uploads/*", async (route) => {
    // Asking how far the upload has come is no piece.
    const piece = route.request().method() === "PATCH";
    pieces += piece ? 1 : 0;
    if (piece && pieces === 2) await context.setOffline(true);
    await route.continue();
  });
  // It tries again by itself, after a pause that grows.
  const drawn = page.waitForEvent("load", { timeout: 60_000 });
  await page.locator("#files").setInputFiles({ name: "call.wav", mimeType: "audio/wav", buffer: recording(9_000_000) });
  await expect(page.locator("#upload-now")).toBeVisible();
  await expect(page.locator("#upload-name")).toHaveText("call.wav");
  await expect(page.locator("#upload-said")).toContainText(/connection is gone/i);
  await expect(page.locator("#upload-bar")).toHaveAttribute("value", /^[1-9]\d?$/);
  await context.setOffline(false);
  await drawn;
  await expect(page.locator(".files")).toContainText("WAV sound, 8.5 MB");
  expect(begun.size, "one and the same upload").toBe(1);
  expect(Math.max(...offsets), "not from the beginning").toBeGreaterThan(0);
  expect(offsets.filter((offset) => offset === 0).length).toBe(1);
  // The browser complains of the connection that was taken from it.
  complaints.splice(0, complaints.length, ...complaints.filter((line) => !/ERR_INTERNET_DISCONNECTED/.test(line)));
});

test("an upload that is stopped leaves nothing", async ({ page, email }) => {
  await hurryTo(page, story("vandalism", email), "evidence");
  await page.locator("html[data-upload]").waitFor();
  await page.route("**/report/evidence/uploads/*", async (route) => {
    await new Promise((later) => setTimeout(later, 3_000));
    await route.continue().catch(() => undefined);
  });
  const begun = page.waitForRequest((request) => request.method() === "PATCH");
  await page.locator("#files").setInputFiles({ name: "call.wav", mimeType: "audio/wav", buffer: recording(100_000) });
  await expect(page.locator("#upload-now")).toBeVisible();
  await begun;
  const removed = page.waitForResponse((response) => response.url().endsWith("/remove"));
  await page.locator("#upload-cancel").click();
  await removed;
  await expect(page.locator("#upload-now")).toBeHidden();
  await page.reload();
  await expect(page.locator(".files")).toHaveCount(0);
});
