// The map without script: a picture that is clicked, and the server answers.
import { story } from "../support/answers.ts";
import { hurryTo } from "../support/quick.ts";
import { answerStep, fill, press, stepOf } from "../support/report.ts";
import { expect, test } from "../support/test.ts";

test("a click on the picture sets the pin and keeps what was typed", async ({ page, email }) => {
  const resident = story("vandalism", email);
  await hurryTo(page, resident, "place");
  const map = page.locator('main input[type="image"]');
  await fill(page, resident.answers);
  const box = (await map.boundingBox())!;
  const answered = page.waitForEvent("load");
  await map.click({ position: { x: box.width * 0.5, y: box.height * 0.35 } });
  await answered;
  expect(stepOf(page)).toBe("place");
  await expect(page.locator("#place_pin")).toHaveValue(/^41\.\d+,-73\.\d+$/);
  await expect(page.locator('[name="place_address"]')).toHaveValue(String(resident.answers.place_address));
  await expect(page.locator("#map-verdict")).not.toBeEmpty();
  await expect(page.locator("main svg.pin path"), "the pin is drawn").toBeVisible();
  await expect(page.locator("#error-summary"), "a click is no answer to the other questions").toHaveCount(0);

  await press(page, page.locator('main button[name="clear_pin"]'));
  await expect(page.locator("#place_pin"), "and can be taken away again").toHaveValue("");
  await answerStep(page, resident);
  expect(stepOf(page)).toBe("when");
});

test("a click in the next town stops the report when the page is sent", async ({ page, email }) => {
  const resident = story("vandalism", email);
  await hurryTo(page, resident, "place");
  const answered = page.waitForEvent("load");
  await page.locator('main input[type="image"]').click({ position: { x: 3, y: 3 } });
  await answered;
  await expect(page.locator("#map-verdict")).toContainText(/outside/i);
  await answerStep(page, resident);
  expect(stepOf(page)).toBe("stopped");
});
