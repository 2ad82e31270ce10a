// axe on every page of the product, with its errors, in light and in dark colors.
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { story } from "../support/answers.ts";
import { ask, openReport, signIn } from "../support/desk.ts";
import { fileQuickly, hurryTo } from "../support/quick.ts";
import { fill, forward, listOf, press, send, speak, start, walk } from "../support/report.ts";
import { expect, test } from "../support/test.ts";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function check(page: Page): Promise<void> {
  // What the islands add belongs to the page.
  if ((await page.locator("leptos-island").count()) > 0) await page.locator("html[data-islands]").waitFor();
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const found = violations.map(
    ({ id, help, nodes }) => `${id} (${help}): ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`,
  );
  expect(found, new URL(page.url()).pathname).toEqual([]);
}

/** The page of files with one that is there and one that was refused. */
async function withFiles(page: Page, complaints: string[]): Promise<void> {
  await page.locator("html[data-upload]").waitFor();
  const drawn = page.waitForEvent("load");
  await page.locator("#files").setInputFiles([
    { name: "call.mp3", mimeType: "audio/mpeg", buffer: Buffer.from("ID3\x04\0\0\0\0\0\0") },
    { name: "page.html", mimeType: "text/html", buffer: Buffer.from("<html></html>") },
  ]);
  await drawn;
  await expect(page.locator(".file.refused")).toBeVisible();
  // The browser complains of the refusal.
  complaints.splice(0, complaints.length, ...complaints.filter((line) => !/status of 422/.test(line)));
  await check(page);
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colors`, () => {
    test.use({ colorScheme });
    test.setTimeout(240_000);

    test("no page of a report has a barrier, nor has it with errors", async ({ page, email }) => {
      const resident = story("vehicle_burglary", email);
      await page.goto("/");
      await check(page);
      await speak(page, "es");
      await check(page);
      await speak(page, "en");
      await start(page);
      const withErrors = ["emergency", "place", "items", "you"];
      await walk(page, resident, "check", async () => {
        await check(page);
        if (!withErrors.includes(listOf(page))) return;
        await press(page, forward(page).first());
        await expect(page.locator("#error-summary")).toBeVisible();
        await check(page);
      });
      await press(page, forward(page).first());
      await check(page);
      await send(page);
      await check(page);
    });

    test("nor has an entry of a group, the advice, a stop, or the officer's page", async ({ page, email }) => {
      await hurryTo(page, story("vandalism", email, { signs: ["may_return", "evidence"] }), "advice");
      await check(page);
      await hurryTo(page, story("vandalism", email), "items");
      await check(page);
      await press(page, forward(page).first());
      await check(page);
      await page.goto("/officer");
      await check(page);
      await press(page, forward(page).first());
      await check(page);
      await fill(page, { officer_name: "Pat Lee", officer_phone: "203 555 0142" });
      await press(page, forward(page).first());
      await check(page);
      await hurryTo(page, story("vandalism", email, { area: "i95" }), "stopped");
      await check(page);
    });

    test("nor has the page of files, with one that is there and one that was refused", async ({ page, email, complaints }) => {
      await hurryTo(page, story("vandalism", email), "evidence");
      await withFiles(page, complaints);
    });

    test("nor has the review desk, or the page that follows a report", async (
      { page, browser, server, staff, email, complaints },
    ) => {
      await page.goto("/staff/sign-in");
      await check(page);
      await press(page, page.getByRole("main").getByRole("button", { name: /sign in/i }));
      await check(page);
      const { tracking, accessCode } = await fileQuickly(page, story("lost_property", email));

      const desk = await signIn(browser, staff, server.url, complaints);
      await desk.emulateMedia({ colorScheme });
      await check(desk);
      for (const path of ["/staff/callbacks", "/staff/deliveries", "/staff/statistics"]) {
        await desk.goto(path);
        await check(desk);
      }
      await openReport(desk, tracking);
      await check(desk);
      await ask(desk, "Which color was the bag?");
      await check(desk);
      await desk.context().close();

      for (const path of ["/verify", "/verify?c=wrong"]) {
        await page.goto(path);
        await check(page);
      }
      await page.goto("/status");
      await check(page);
      await press(page, forward(page).first());
      await check(page);
      await page.locator('[name="tracking"]').fill(tracking);
      await page.locator('[name="access_code"]').fill(accessCode);
      await press(page, forward(page).first());
      await check(page);
    });
  });
}
