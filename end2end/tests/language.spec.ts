// The language switch: the same page, the same answers, and what was half typed.
import { story } from "../support/answers.ts";
import { hurryTo } from "../support/quick.ts";
import { speak, stepOf } from "../support/report.ts";
import { expect, test } from "../support/test.ts";

test("the language changes in the middle of a page and nothing is lost", async ({ page, email }) => {
  await hurryTo(page, story("vandalism", email), "narrative");
  const narrative = page.locator('[name="narrative"]');
  await narrative.fill("Half a");
  await speak(page, "es");
  expect(stepOf(page)).toBe("narrative");
  await expect(narrative).toHaveValue("Half a");
  await expect(page.locator("h1")).toHaveText("Cuéntenos qué pasó");
  await narrative.fill("Media historia");
  await speak(page, "en");
  await expect(narrative).toHaveValue("Media historia");
  await expect(page.locator("h1")).toHaveText("Tell us what happened");
});

test("the button is in its own language, and the choice lasts", async ({ page }) => {
  await page.goto("/status");
  const button = page.getByRole("button", { name: "Español" });
  await expect(button).toHaveAttribute("lang", "es");
  await page.locator('[name="tracking"]').fill("half a number");
  await speak(page, "es");
  await expect(page.locator('[name="tracking"]')).toHaveValue("half a number");
  await page.goto("/");
  await expect(page.locator("html")).toHaveAttribute("lang", "es");
  await expect(page.getByRole("button", { name: "English" })).toHaveAttribute("lang", "en");
});

test.describe("a browser that asks for Spanish", () => {
  test.use({ locale: "es-MX" });
  test("gets it", async ({ page }) => {
    await page.goto("/");
    await expect(page.locator("html")).toHaveAttribute("lang", "es");
  });
});
