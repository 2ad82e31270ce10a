// Bad input: said clearly in two places, and nothing that was typed is lost.
import type { Page } from "@playwright/test";
import { story } from "../support/answers.ts";
import { hurryTo } from "../support/quick.ts";
import { fill, forward, goOn, press, start, stepOf, walk } from "../support/report.ts";
import { expect, test } from "../support/test.ts";

async function expectRefused(page: Page, step: string, keys: readonly string[]): Promise<void> {
  expect(stepOf(page)).toBe(step);
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.locator("#error-summary"), "the summary takes the focus").toBeFocused();
  for (const key of keys) {
    await expect(page.locator(`[id="${key}-error"]`), `the message beside ${key}`).toBeVisible();
    await expect(page.locator(`#error-summary a[href="#${key}"]`)).toBeVisible();
    const described = page.locator(`[aria-describedby~="${key}-error"]`);
    await expect(described, `${key} is tied to its message`).toHaveCount(1);
  }
}

test("what cannot be read is named in the summary and beside the field, and stays as typed", async ({ page, email }) => {
  const resident = story("vandalism", email);
  const typed = { email: "nobody at nowhere", phone: "12", home_zip: "six", home_street: "  1 <b>Main</b> & \"Elm\"  " };
  await hurryTo(page, resident, "you");
  await fill(page, { ...resident.answers, ...typed });
  await press(page, forward(page).first());
  await expectRefused(page, "you", ["email", "phone", "home_zip"]);
  for (const [key, value] of Object.entries(typed)) {
    await expect(page.locator(`[name="${key}"]`)).toHaveValue(value);
  }
  await page.locator('#error-summary a[href="#phone"]').click();
  await expect(page.locator("#phone"), "a line of the summary leads to its field").toBeFocused();
  await fill(page, resident.answers);
  await goOn(page);
});

test("a page that is left empty says which questions to answer", async ({ page, email }) => {
  await start(page);
  await press(page, forward(page).first());
  await expectRefused(page, "emergency", ["emergency"]);
  await hurryTo(page, story("vandalism", email), "you");
  await press(page, forward(page).first());
  await expectRefused(page, "you", ["role", "first_name", "last_name", "born"]);
});

test("a narrative comes back letter by letter", async ({ page, email }) => {
  const short = "\n  Ä <i>“x”</i>\n\t& 🚲";
  await hurryTo(page, story("vandalism", email), "narrative");
  await page.locator('[name="narrative"]').fill(short);
  await press(page, forward(page).first());
  await expectRefused(page, "narrative", ["narrative"]);
  await expect(page.locator('[name="narrative"]')).toHaveValue(short);
});

test("an entry of a group is corrected without typing it again", async ({ page, email }) => {
  const resident = story("lost_property", email);
  await hurryTo(page, resident, "items");
  await press(page, forward(page).first());
  await expectRefused(page, "items/add", ["items.0.item_category", "items.0.item_description"]);
  await fill(page, { ...resident.groups.items![0], item_value: "a lot" });
  await press(page, forward(page).first());
  await expect(page.locator("#error-summary")).toBeFocused();
  await expect(page.locator('[name$="item_value"]')).toHaveValue("a lot");
  await expect(page.locator('[name$="item_description"]')).toHaveValue(String(resident.groups.items![0]!.item_description));
  await page.locator('[name$="item_value"]').fill("120");
  await goOn(page);
  expect(stepOf(page), "past the list").toBe("narrative");
  await page.goto("/report/items");
  await expect(page.getByRole("main")).toContainText("$120");
});

test("an entry of a group is changed and removed", async ({ page, email }) => {
  const resident = story("lost_property", email);
  await hurryTo(page, resident, "narrative");
  await page.goto("/report/items");
  await press(page, page.locator('main a[href*="/report/items/1"]'));
  await page.locator('[name$="item_description"]').fill("Brown satchel");
  await goOn(page);
  await page.goto("/report/items");
  await expect(page.getByRole("main")).toContainText("Brown satchel");
  await press(page, page.locator('main form[action*="/report/items/2/remove"] button'));
  // The focus is on what is left, and the next Tab goes on from there, not from the top of the page.
  await expect(page.locator("#entries")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.locator("#entries a:focus")).toHaveCount(1);
  await expect(page.locator('main a[href*="/report/items/2"]')).toHaveCount(0);
  await expect(page.getByRole("main")).toContainText("Brown satchel");
});

test("Enter in a text field goes on, as the button does", async ({ page, email }) => {
  const resident = story("vandalism", email);
  await hurryTo(page, resident, "place");
  await fill(page, resident.answers);
  const answered = page.waitForEvent("load");
  await page.locator('[name="place_address"]').press("Enter");
  await answered;
  expect(stepOf(page), "neither the map nor the officer's button takes the key").toBe("when");
  await page.goto("/report/place");
  await expect(page.locator("#place_pin"), "and no pin was set").toHaveValue("");
});

test("answers survive leaving and coming back, and can be changed from the last page", async ({ page, email }) => {
  const resident = story("vandalism", email);
  await hurryTo(page, resident, "narrative");
  await page.goto("/");
  await page.getByRole("link", { name: /continue your report/i }).click();
  expect(stepOf(page)).toBe("narrative");
  await walk(page, resident);
  await press(page, page.locator('main a[href*="/report/when"]').first());
  await page.locator('[name="from_time"]').fill("7 PM");
  await goOn(page);
  expect(stepOf(page), "a change leads back to the last page").toBe("check");
  await expect(page.getByRole("main")).toContainText("7:00 PM");
});
