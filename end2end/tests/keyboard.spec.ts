// The whole journey without a mouse.
import { story } from "../support/answers.ts";
import { fillByKeys, focused, tabTo } from "../support/keyboard.ts";
import { stepOf } from "../support/report.ts";
import { expect, test } from "../support/test.ts";

test("a report is filed with the keyboard alone, the pin on the map among it", async ({ page, email }) => {
  const resident = story("lost_property", email);
  await page.goto("/");
  await page.keyboard.press("Tab");
  expect((await focused(page)).text, "the first stop skips to the main part").toMatch(/skip/i);
  await tabTo(page, (focus) => focus.tag === "button" && /^start/i.test(focus.text));
  await page.keyboard.press("Enter");
  await page.waitForURL("**/report/emergency");

  for (let count = 0; count < 60 && stepOf(page) !== "sent"; count += 1) {
    const step = stepOf(page);
    // The list of things begins with the form of the first.
    const answers = step === "items/add" ? resident.groups.items![0]! : { ...resident.answers, certify: "yes" };
    await fillByKeys(page, answers, movePin);
    expect(stepOf(page), await page.getByRole("main").innerText()).not.toBe(step);
  }
  await expect(page.locator("[data-tracking]")).toBeVisible();

  /** Sets the pin by Enter and moves it by arrow keys. */
  async function movePin(): Promise<void> {
    const pin = page.locator("#place_pin");
    await page.keyboard.press("Enter");
    await expect(pin).toHaveValue(/^41\.\d+,-73\.\d+$/);
    const [lat, lon] = (await pin.inputValue()).split(",").map(Number);
    for (let step = 0; step < 3; step += 1) await page.keyboard.press("ArrowUp");
    for (let step = 0; step < 3; step += 1) await page.keyboard.press("ArrowLeft");
    const [north, west] = (await pin.inputValue()).split(",").map(Number);
    expect(north, "an arrow up moves it north").toBeGreaterThan(lat!);
    expect(west, "an arrow left moves it west").toBeLessThan(lon!);
    expect(stepOf(page), "the page stays").toBe("place");
  }
});

test("the focus is always visible", async ({ page }) => {
  await page.goto("/");
  for (let count = 0; ; count += 1) {
    await page.keyboard.press("Tab");
    // After the last stop the focus leaves the page.
    if (count > 5 && (await focused(page)).tag === "body") break;
    const shown = await page.evaluate(() => {
      const style = getComputedStyle(document.activeElement!);
      return style.outlineStyle !== "none" || style.boxShadow !== "none";
    });
    expect(shown, JSON.stringify(await focused(page))).toBe(true);
  }
});
