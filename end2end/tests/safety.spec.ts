// A resident whose screen somebody else may see: the page is left at once, and the browser remembers nothing.
import type { Page } from "@playwright/test";
import { CANARY, story } from "../support/answers.ts";
import { launchOptions } from "../support/browser.mjs";
import { EXIT_URL, HARMLESS, startElsewhere } from "../support/elsewhere.ts";
import { mailTo, waitForMail } from "../support/mail.ts";
import { hurryTo } from "../support/quick.ts";
import { send, start, stepOf, walk } from "../support/report.ts";
import { expect, test as base } from "../support/test.ts";

const test = base.extend({
  launchOptions: [
    async ({}, use) => {
      const elsewhere = await startElsewhere();
      await use(launchOptions(elsewhere.rules));
      elsewhere.stop();
    },
    { scope: "worker" },
  ],
  ignoreHTTPSErrors: true,
});

/** A report of harassing calls, half written. */
async function halfWritten(page: Page, email: string): Promise<void> {
  await hurryTo(page, story("harassing_calls", email), "narrative");
  await page.locator('[name="narrative"]').fill(`They called again. ${CANARY}`);
}

/** The other site is there, and no way leads back into the report. */
async function expectGone(page: Page): Promise<void> {
  await page.waitForURL(EXIT_URL);
  await expect(page.locator("body")).toContainText(HARMLESS);
  const cookies = await page.context().cookies();
  expect(cookies.filter(({ name }) => !name.includes("lang")), "the draft's cookie").toEqual([]);
  for (let count = 0; count < 2; count += 1) {
    if ((await page.goBack()) === null) break;
    expect(await page.content(), page.url()).not.toContain(CANARY);
    expect(stepOf(page), "back leads to the first page").not.toBe("narrative");
  }
  await page.goto("/report/narrative");
  expect(new URL(page.url()).pathname).toBe("/");
  await expect(page.getByRole("main")).not.toContainText(/not sent yet/i);
}

test("\"Exit this page\" leads to a harmless site, and back leads nowhere", { tag: "@phone" }, async ({ page, email }) => {
  await halfWritten(page, email);
  await page.getByRole("button", { name: "Exit this page" }).click();
  await expectGone(page);
});

test("\"Exit this page\" is the first thing that the keyboard reaches after the skip link", async ({ page, email }) => {
  await hurryTo(page, story("harassing_calls", email), "line");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Exit this page" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expectGone(page);
});

test("the button stays in sight wherever the page is scrolled to", { tag: "@phone" }, async ({ page, email }) => {
  await hurryTo(page, story("harassing_calls", email), "you");
  await page.locator("footer").scrollIntoViewIfNeeded();
  await expect(page.getByRole("button", { name: "Exit this page" })).toBeInViewport({ ratio: 1 });
});

test("Shift, three times, does the same; capital letters do not", { tag: "@script" }, async ({ page, email }) => {
  await halfWritten(page, email);
  await page.locator('[name="narrative"]').focus();
  for (const letter of "ABCDE") await page.keyboard.press(`Shift+${letter}`);
  expect(stepOf(page)).toBe("narrative");
  for (let count = 0; count < 3; count += 1) await page.keyboard.press("Shift");
  await expectGone(page);
});

test("the page is blank before the server has answered", { tag: "@script" }, async ({ page, email }) => {
  await halfWritten(page, email);
  const shown = await page.evaluate(() => {
    document.querySelector<HTMLButtonElement>("#exit button")!.click();
    return { hidden: document.documentElement.hidden, title: document.title };
  });
  expect(shown).toEqual({ hidden: true, title: "" });
  await expectGone(page);
});

test("a whole report leaves nothing in the browser but two cookies, and no answer may be kept", async (
  { page, server, email },
) => {
  const kept: string[] = [];
  page.on("response", (response) => {
    const { origin, pathname } = new URL(response.url());
    // What the build made is the same for everybody.
    const file = /^\/(pkg\/.*|[^/]+\.(js|svg|png))$/.test(pathname);
    const cache = response.headers()["cache-control"];
    if (origin === server.url && cache !== (file ? "no-cache" : "no-store")) kept.push(`${pathname}: ${cache}`);
  });
  const expectNothing = async () => {
    const stored = await page.evaluate(async () => ({
      local: localStorage.length,
      session: sessionStorage.length,
      databases: (await indexedDB.databases()).length,
      caches: (await caches.keys()).length,
      workers: (await navigator.serviceWorker.getRegistrations()).length,
    }));
    expect(stored, page.url()).toEqual({ local: 0, session: 0, databases: 0, caches: 0, workers: 0 });
  };
  await start(page);
  await walk(page, story("harassing_calls", email), "check", expectNothing);
  await send(page);
  await expectNothing();
  for (const path of ["/status", "/officer", "/report/resume", "/accessibility"]) {
    await page.goto(path);
    await expectNothing();
  }
  const names = (await page.context().cookies()).map(({ name }) => name.replace(/^__Host-/, "")).sort();
  expect(names.filter((name) => !["draft", "lang"].includes(name)), "cookies").toEqual([]);
  expect(kept, "answers that may be kept").toEqual([]);

  await waitForMail(server.mail, email);
  for (const { subject } of mailTo(server.mail, email)) {
    expect(subject, "a subject does not say what the report is about").not.toMatch(/call|harass|phone|threat/i);
  }
});
