// WCAG 1.4.10: at 320 CSS pixels nothing has to be scrolled sideways.
import type { Page } from "@playwright/test";
import { story } from "../support/answers.ts";
import { openReport, signIn } from "../support/desk.ts";
import { hurryTo } from "../support/quick.ts";
import { send, start, stepOf, walk } from "../support/report.ts";
import { expect, test } from "../support/test.ts";

const NARROW = { width: 320, height: 640 };

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { width, widest } = await page.evaluate(() => {
    const narrow = document.documentElement.clientWidth;
    const over = [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > narrow + 1)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`);
    return { width: document.documentElement.scrollWidth, widest: over.slice(-3).join(", ") };
  });
  expect(width, `${page.url()} is too wide: ${widest}`).toBeLessThanOrEqual(NARROW.width);
}

test("no page of a report scrolls sideways at 320 pixels", async (
  { page, browser, server, staff, email, complaints },
) => {
  test.setTimeout(180_000);
  await page.setViewportSize(NARROW);
  await page.goto("/");
  await expectNoSidewaysScroll(page);
  await start(page);
  await walk(page, story("vehicle_burglary", email), "check", expectNoSidewaysScroll);
  const { tracking } = await send(page);
  await expectNoSidewaysScroll(page);
  for (const path of ["/officer", "/status"]) {
    await page.goto(path);
    await expectNoSidewaysScroll(page);
  }
  const stopped = await page.context().newPage();
  await stopped.setViewportSize(NARROW);
  await hurryTo(stopped, story("vandalism", email, { suspect: "yes" }), "stopped");
  expect(stepOf(stopped)).toBe("stopped");
  await expectNoSidewaysScroll(stopped);

  const desk = await signIn(browser, staff, server.url, complaints);
  await desk.setViewportSize(NARROW);
  for (const path of ["/staff", "/staff/callbacks", "/staff/deliveries"]) {
    await desk.goto(path);
    await expectNoSidewaysScroll(desk);
  }
  await openReport(desk, tracking);
  await expectNoSidewaysScroll(desk);
  await desk.context().close();
});
