// What script adds: verdicts while the resident types, and the pin on the map. Nothing here is needed to file.
import type { Page } from "@playwright/test";
import { story } from "../support/answers.ts";
import { hurryTo } from "../support/quick.ts";
import { answerStep, start, stepOf, walk } from "../support/report.ts";
import { expect, test } from "../support/test.ts";

/** Waits until the islands of the page have come alive. */
async function alive(page: Page): Promise<void> {
  await expect(page.locator("html[data-islands]")).toBeAttached();
}

test("every option that would stop the report says so at once", async ({ page, email }) => {
  const resident = story("damage_to_vehicle", email);
  await start(page);
  const expected: Record<string, Record<string, Record<string, RegExp>>> = {
    emergency: { emergency: { yes: /9-1-1/ } },
    kind: { kind: { other: /officer/i } },
    area: {
      area: { sherwood_island: /Conservation Police/, i95: /State Police/, ramp: /State Police/, other_town: /that town/ },
    },
    checks: { suspect: { yes: /officer/i }, weapon: { firearm: /officer/i, other_weapon: /officer/i } },
  };
  await walk(page, resident, "place", async () => {
    for (const [field, codes] of Object.entries(expected[stepOf(page)] ?? {})) {
      await alive(page);
      const line = page.locator(`#${field}-live`);
      for (const [code, words] of Object.entries(codes)) {
        await page.locator(`main input[name="${field}"][value="${code}"]`).check();
        await expect(line, `${field}: ${code}`).toContainText(words);
      }
      await page.locator(`main input[name="${field}"][value="${String(resident.answers[field])}"]`).check();
      await expect(line).toBeEmpty();
    }
  });
});

test("a field says what is wrong when it is left, and takes it back when it is mended", async ({ page, email }) => {
  await hurryTo(page, story("vandalism", email), "you");
  await alive(page);
  const message = page.locator("#email-live");
  await page.locator("#email").fill("nobody at nowhere");
  await page.locator("#phone").focus();
  await expect(message).toContainText("e-mail address");
  await page.locator("#email").fill(email);
  await page.locator("#phone").focus();
  await expect(message).toBeEmpty();
});

test("a click sets the pin, arrow keys move it, and the verdict follows", async ({ page, email }) => {
  const resident = story("vandalism", email);
  await hurryTo(page, resident, "place");
  await alive(page);
  const map = page.locator("#place-map");
  const pin = page.locator("#place_pin");
  const verdict = page.locator("#map-verdict");
  await page.locator("#place_address").fill("typed before the click");
  const box = (await map.boundingBox())!;
  await map.click({ position: { x: box.width * 0.5, y: box.height * 0.35 } });
  await expect(pin).toHaveValue(/^41\.\d+,-73\.\d+$/);
  await expect(verdict).not.toBeEmpty();
  await expect(page.locator("main svg.pin path")).toBeVisible();
  const inside = await verdict.innerText();
  const before = await pin.inputValue();
  await map.press("Shift+ArrowDown");
  expect(await pin.inputValue()).not.toBe(before);
  expect(stepOf(page), "the page stays").toBe("place");
  await expect(page.locator("#place_address"), "and so does what was typed").toHaveValue("typed before the click");
  // Far out, in the next town.
  await map.click({ position: { x: 3, y: 3 } });
  await expect(verdict).toContainText(/outside/i);
  expect(await verdict.innerText()).not.toBe(inside);
  await answerStep(page, resident);
  expect(stepOf(page), "the server says the same").toBe("stopped");
});

test("the device's own position sets the pin when it is asked for", async ({ page, context, email }) => {
  await context.grantPermissions(["geolocation"]);
  await context.setGeolocation({ latitude: 41.1415, longitude: -73.358 });
  await hurryTo(page, story("vandalism", email), "place");
  await alive(page);
  await page.getByRole("button", { name: /location/i }).click();
  await expect(page.locator("#place_pin")).toHaveValue(/^41\.141\d*,-73\.358\d*$/);
  await expect(page.locator("#map-verdict")).not.toBeEmpty();
});

test("a pin that the server keeps is drawn again", async ({ page, email }) => {
  const resident = story("vandalism", email);
  await hurryTo(page, resident, "place");
  await alive(page);
  const map = page.locator("#place-map");
  const box = (await map.boundingBox())!;
  await map.click({ position: { x: box.width * 0.5, y: box.height * 0.35 } });
  const value = await page.locator("#place_pin").inputValue();
  await answerStep(page, resident);
  await page.goto("/report/place");
  await expect(page.locator("#place_pin")).toHaveValue(value);
  await expect(page.locator("main svg.pin path")).toBeVisible();
});
