// The pictures of the documentation, every page once: on a telephone, on a desktop, in dark colors and in Spanish;
// the review desk on a desktop and in dark colors. And the two pictures that the product itself sends: the card that
// other sites draw of a link, and the icon of a telephone's first screen.
import type { Page } from "@playwright/test";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { story, type Answers, type Kind } from "../support/answers.ts";
import { agree, openReport, signIn } from "../support/desk.ts";
import { invite, open } from "../support/invitation.ts";
import { fileQuickly } from "../support/quick.ts";
import { press } from "../support/report.ts";
import { repository, startServer } from "../support/server.mjs";
import { TOURS } from "../support/states.ts";
import { addStaff, test } from "../support/test.ts";

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 800 };
const VIEWS = [
  { name: "phone", viewport: PHONE, colorScheme: "light", language: "en" },
  { name: "desktop", viewport: DESKTOP, colorScheme: "light", language: "en" },
  { name: "dark", viewport: PHONE, colorScheme: "dark", language: "en" },
  { name: "spanish", viewport: PHONE, colorScheme: "light", language: "es" },
] as const;

/** The states of the tours that have a picture: each sort of page once. */
const PICTURES = [
  ...["start", "landing", "accessibility", "kind", "place", "you", "vehicle", "items", "items-list", "two-windows"],
  ...["evidence-refused", "check", "confirmation", "save", "resume", "stop", "officer", "officer-sent"],
  ...["status-form", "status-question", "status-approved", "not-found"],
];

/** Other residents' reports, so that the queue is not empty. */
const OTHERS: readonly (readonly [Kind, Answers])[] = [
  ["lost_property", { first_name: "Marta", last_name: "Alvarez" }],
  ["identity_theft", { first_name: "Sam", last_name: "Okafor", signs: ["recent_wire"], after_advice: "go_on" }],
  ["harassing_calls", { first_name: "June", last_name: "Park" }],
  ["vandalism", { first_name: "Eli", last_name: "Brandt", signs: ["bias", "may_return"], after_advice: "go_on" }],
];

const NARRATIVE =
  "I parked on the second level at about 6:30 in the evening and took the train. When I came back the next " +
  "morning the rear window on the right was broken and the glove box was open. My old phone and the garage door " +
  "opener were gone. There was glass on the seat and nothing else was touched.";

/** A small town's year, made up. */
const YEAR = 4000;
/** Where each role's pages are: who sees them, where the role begins, and the pages by name. */
const DESK = [
  ["supervisor", "/staff", [
    ["callbacks", "/staff/callbacks"],
    ["deliveries", "/staff/deliveries"],
    ["statistics", "/staff/statistics"],
    ["numbers", "/staff/numbers"],
    ["series", "/staff/links"],
    ["hot-spots", "/staff/map"],
  ]],
  ["auditor", "/staff", [["audit", "/staff/audit"]]],
  ["administrator", "/staff/accounts", [
    ["settings", "/staff/settings"],
    ["text", "/staff/settings/texts/mail.copy"],
  ]],
] as const;

const FOLDER = join(repository, "docs/screenshots");

test.describe.configure({ mode: "serial" });
test.setTimeout(300_000);

async function take(page: Page, name: string): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: "disabled" });
}

test("no picture of a page that is gone is left", () => {
  rmSync(FOLDER, { recursive: true });
  mkdirSync(FOLDER);
});

for (const { name: view, viewport, colorScheme, language } of VIEWS) {
  test.describe(view, () => {
    test.use({ viewport, colorScheme });

    test("pictures of the resident's pages", async ({ page, browser, server, staff, email, complaints }) => {
      const see = async (of: Page, name: string): Promise<void> => {
        if (!PICTURES.includes(name)) return;
        // As it is met, without the errors of an empty answer.
        if (["kind", "vehicle"].includes(name)) await of.goto(of.url().split("?")[0]!);
        if (name === "place") await setPin(of);
        await take(of, `${name}-${view}`);
      };
      const visitor = { page, browser, server, staff, email, complaints, language, changes: { narrative: NARRATIVE }, see };
      for (const tour of Object.values(TOURS)) {
        await page.context().clearCookies();
        await tour(visitor);
      }
    });
  });
}

async function setPin(page: Page): Promise<void> {
  await page.goto("/report/place");
  await page.waitForLoadState("networkidle");
  await page.locator("#place_address").fill("110 Myrtle Avenue");
  const map = page.locator("#place-map");
  const box = (await map.boundingBox())!;
  await map.click({ position: { x: box.width * 0.5, y: box.height * 0.35 } });
  await map.scrollIntoViewIfNeeded();
}

test("pictures of the review desk", async ({ page, browser, server, staff, email, complaints }) => {
  const { tracking } = await fileQuickly(page, story("vehicle_burglary", email, { narrative: NARRATIVE }));
  for (const [kind, changes] of OTHERS) await fileQuickly(page, story(kind, email, changes));
  const desk = await signIn(browser, staff, server.url, complaints);
  await desk.setViewportSize(DESKTOP);
  const views = [["desktop", "light"], ["dark", "dark"]] as const;
  for (const [view, colorScheme] of views) {
    await desk.emulateMedia({ colorScheme });
    await desk.goto("/staff");
    await take(desk, `queue-${view}`);
    await openReport(desk, tracking);
    await take(desk, `report-${view}`);
  }
  await press(desk, desk.getByRole("button", { name: /sign out/i }));
  for (const [view, colorScheme] of views) {
    await desk.emulateMedia({ colorScheme });
    await desk.goto("/staff/sign-in");
    await take(desk, `notice-${view}`);
  }
  await agree(desk);
  for (const [view, colorScheme] of views) {
    await desk.emulateMedia({ colorScheme });
    await desk.goto("/staff/sign-in");
    await take(desk, `sign-in-${view}`);
  }
  await desk.context().close();
});

test("pictures of a desk with a year behind it", async ({ browser, complaints }) => {
  const server = await startServer({}, "127.0.0.1", YEAR);
  try {
    for (const [role, home, pages] of DESK) {
      const desk = await signIn(browser, await addStaff(server, role), server.url, complaints, home);
      await desk.setViewportSize(DESKTOP);
      for (const [view, colorScheme] of [["desktop", "light"], ["dark", "dark"]] as const) {
        await desk.emulateMedia({ colorScheme });
        for (const [name, path] of pages) {
          await desk.goto(path);
          await take(desk, `${name}-${view}`);
        }
      }
      await desk.context().close();
    }
  } finally {
    await server.stop();
  }
});

test("pictures of accounts", async ({ page, browser, server, complaints }) => {
  for (const role of ["reviewer", "auditor"]) await addStaff(server, role);
  const admin = await signIn(browser, await addStaff(server, "administrator"), server.url, complaints, "/staff/accounts");
  const link = await invite(admin, "lund");
  const account = await admin.getByRole("link", { name: "To the account" }).getAttribute("href");
  for (const [view, colorScheme] of [["desktop", "light"], ["dark", "dark"]] as const) {
    for (const [name, at, path] of [
      ["accounts", admin, "/staff/accounts"],
      ["account", admin, account ?? ""],
      ["own-account", admin, "/staff/account"],
      ["invitation", page, link],
    ] as const) {
      await at.setViewportSize(DESKTOP);
      await at.emulateMedia({ colorScheme });
      await at.goto(path);
      await take(at, `${name}-${view}`);
    }
  }
  await open(page, "seven wet otters");
  await take(page, "recovery-codes-dark");
  await admin.context().close();
});

test.describe("what the product sends", () => {
  test.use({ viewport: { width: 1200, height: 630 }, colorScheme: "light" });

  test("the card of a link, and the icon of a first screen", async ({ page }) => {
    const banner = readFileSync(join(repository, "public/favicon.svg"), "utf8");
    await page.goto("/");
    // The first page's own heading and colors, as large as a card needs them.
    await page.evaluate((shield) => {
      const style = getComputedStyle(document.documentElement);
      const navy = style.getPropertyValue("--navy");
      const brass = style.getPropertyValue("--brass");
      const name = document.querySelector(".brand")!.textContent!.trim();
      const title = document.querySelector("h1")!.textContent!;
      const serif = style.getPropertyValue("--serif");
      const set = (element: HTMLElement, styles: Record<string, string>) => Object.assign(element.style, styles);
      document.body.replaceChildren();
      document.body.className = "";
      set(document.body, { display: "flex", flexDirection: "column", justifyContent: "center", gap: "36px", height: "630px" });
      set(document.body, { padding: "0 90px", background: navy, color: "#fff", borderBottom: `18px solid ${brass}` });
      const picture = document.createElement("div");
      picture.innerHTML = shield;
      set(picture.firstElementChild as HTMLElement, { width: "150px", height: "150px" });
      const heading = document.createElement("div");
      heading.textContent = title;
      set(heading, { font: `700 88px/1.1 ${serif}` });
      const line = document.createElement("div");
      line.textContent = name;
      set(line, { font: `400 42px/1.2 ${serif}` });
      document.body.append(picture, heading, line);
    }, banner);
    await page.screenshot({ path: join(repository, "public/social.png") });
    await page.setViewportSize({ width: 180, height: 180 });
    await page.evaluate(() => {
      const picture = document.body.firstElementChild as HTMLElement;
      document.body.replaceChildren(picture);
      Object.assign(document.body.style, { padding: "0", border: "0", height: "180px", alignItems: "center" });
      Object.assign((picture.firstElementChild as HTMLElement).style, { width: "136px", height: "136px", display: "block" });
    });
    await page.screenshot({ path: join(repository, "public/apple-touch-icon.png") });
  });
});
