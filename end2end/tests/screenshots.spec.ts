// The pictures of the documentation: each page on a telephone, on a desktop and in dark colors.
import type { Page } from "@playwright/test";
import { join } from "node:path";
import { story, type Answers, type Kind } from "../support/answers.ts";
import { openReport, signIn } from "../support/desk.ts";
import { fileQuickly } from "../support/quick.ts";
import { press, send, start, stepOf, walk } from "../support/report.ts";
import { repository } from "../support/server.mjs";
import { test } from "../support/test.ts";

const VIEWS = [
  { name: "phone", viewport: { width: 390, height: 844 }, colorScheme: "light" },
  { name: "desktop", viewport: { width: 1280, height: 800 }, colorScheme: "light" },
  { name: "dark", viewport: { width: 390, height: 844 }, colorScheme: "dark" },
] as const;

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

test.describe.configure({ mode: "serial" });

for (const { name, viewport, colorScheme } of VIEWS) {
  test.describe(name, () => {
    test.use({ viewport, colorScheme });

    test.setTimeout(300_000);
    test("pictures", async ({ page, browser, server, staff, email, complaints }) => {
      const take = async (of: Page, what: string): Promise<void> => {
        await of.waitForLoadState("networkidle");
        await of.screenshot({ path: join(repository, "docs/screenshots", `${what}-${name}.png`), animations: "disabled" });
      };
      await page.goto("/");
      await take(page, "start");
      await start(page);
      await walk(page, story("vandalism", email, { suspect: "yes" }), "stopped");
      await take(page, "stop");

      const resident = story("vehicle_burglary", email, { narrative: NARRATIVE });
      await start(page);
      await walk(page, resident, "check", async () => {
        if (stepOf(page) === "kind") await take(page, "question");
        if (stepOf(page) !== "place") return;
        await page.waitForLoadState("networkidle");
        await page.locator("#place_address").fill("110 Myrtle Avenue");
        const map = page.locator("#place-map");
        const box = (await map.boundingBox())!;
        await map.click({ position: { x: box.width * 0.5, y: box.height * 0.35 } });
        await map.scrollIntoViewIfNeeded();
        await take(page, "place");
      });
      await take(page, "check");
      const { tracking } = await send(page);
      await take(page, "confirmation");

      if (name === VIEWS[0].name) {
        const others = await browser.newContext({ baseURL: server.url });
        const other = await others.newPage();
        for (const [kind, changes] of OTHERS) await fileQuickly(other, story(kind, email, changes));
        await others.close();
      }
      const desk = await signIn(browser, staff, server.url, complaints);
      await take(desk, "queue");
      await openReport(desk, tracking);
      await take(desk, "report");
      await press(desk, desk.getByRole("button", { name: /sign out/i }));
      await desk.goto("/staff/sign-in");
      await take(desk, "sign-in");
      await desk.context().close();
    });
  });
}
