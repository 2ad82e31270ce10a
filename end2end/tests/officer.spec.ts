// "I would rather have an officer": on every page, for any reason, and nothing has to be said twice.
import { CANARY, story } from "../support/answers.ts";
import { signIn } from "../support/desk.ts";
import { hurryTo } from "../support/quick.ts";
import { fill, forward, press, receipt, start, walk } from "../support/report.ts";
import { expect, test } from "../support/test.ts";

test("an officer request keeps what was typed, the page half filled among it", { tag: "@phone" }, async (
  { page, browser, server, staff, email, complaints },
) => {
  const resident = story("vehicle_burglary", email);
  await hurryTo(page, resident, "narrative");
  await fill(page, resident.answers);
  await press(page, page.getByRole("button", { name: /rather have an officer/i }));
  expect(new URL(page.url()).pathname).toBe("/officer");
  await press(page, forward(page).first());
  await expect(page.locator("#error-summary")).toBeFocused();
  // A name of this test's own finds its card at the desk.
  const name = `Zoë ${email.split("@")[0]}`;
  await fill(page, { officer_name: name, officer_phone: "203 555 0142", officer_when: "After 6 PM" });
  await press(page, forward(page).first());
  expect(new URL(page.url()).pathname).toBe("/officer/sent");
  await expect(page.getByRole("main")).toContainText("(203) 555-0142");
  expect((await receipt(page)).tracking).not.toBe("");

  const desk = await signIn(browser, staff, server.url, complaints);
  await desk.goto("/staff/callbacks");
  const request = desk.locator("main li").filter({ hasText: name });
  await expect(request).toContainText("(203) 555-0142");
  await expect(request).toContainText("After 6 PM");
  await request.locator("details > summary").click();
  await expect(request, "the words of the page that was not sent yet").toContainText(CANARY);
  await desk.context().close();
});

test("the way to an officer is open before anything is typed", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("complementary").getByText(/rather have an officer/i).click();
  await expect(page).toHaveURL(/\/officer$/);
});

test("9-1-1, the department and the officer stand in the same place on every page", async ({ page, email }) => {
  const places: string[] = [];
  await start(page);
  await walk(page, story("identity_theft", email), "check", async () => {
    const help = page.getByRole("complementary", { name: "Help" });
    await expect(help.locator('a[href="tel:911"]')).toBeVisible();
    await expect(help.locator('a[href="tel:+12033416000"]')).toBeVisible();
    await expect(help.getByText(/rather have an officer/i)).toBeVisible();
    const box = await help.boundingBox();
    places.push(`${box?.x},${box?.y}`);
  });
  expect(new Set(places).size).toBe(1);
});
