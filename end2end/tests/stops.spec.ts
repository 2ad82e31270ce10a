// Every hard stop: the resident learns why, and whom to call; no stop is a dead end.
import { story, type Answers, type Kind } from "../support/answers.ts";
import { hurryTo } from "../support/quick.ts";
import { answerStep, start, stepOf, walk } from "../support/report.ts";
import { expect, test } from "../support/test.ts";

interface Stop {
  readonly name: string;
  readonly kind: Kind;
  readonly changes: Answers;
  /** Whom the page says to call. */
  readonly call: RegExp;
}

const DEPARTMENT = /Westport Police[^.]*\(203\) 341-6000/;
const STATE_POLICE = /Connecticut State Police/;
const OTHER_TOWN = /police department of that town/;

const STOPS: readonly Stop[] = [
  { name: "an emergency", kind: "vandalism", changes: { emergency: "yes" }, call: /9-1-1/ },
  { name: "a known suspect", kind: "vandalism", changes: { suspect: "yes" }, call: DEPARTMENT },
  { name: "a firearm", kind: "lost_property", changes: { weapon: "firearm" }, call: DEPARTMENT },
  { name: "another weapon", kind: "vehicle_burglary", changes: { weapon: "other_weapon" }, call: DEPARTMENT },
  { name: "something else than the six kinds", kind: "vandalism", changes: { kind: "other" }, call: DEPARTMENT },
  { name: "another town", kind: "vandalism", changes: { area: "other_town" }, call: OTHER_TOWN },
  { name: "calls from and to elsewhere", kind: "harassing_calls", changes: { call_area: "neither" }, call: OTHER_TOWN },
  {
    name: "Sherwood Island State Park",
    kind: "lost_property",
    changes: { area: "sherwood_island" },
    call: /State Environmental Conservation Police/,
  },
  { name: "the Merritt Parkway", kind: "damage_to_vehicle", changes: { area: "merritt_parkway" }, call: STATE_POLICE },
  { name: "I-95", kind: "damage_to_vehicle", changes: { area: "i95" }, call: STATE_POLICE },
  { name: "a highway ramp", kind: "damage_to_vehicle", changes: { area: "ramp" }, call: STATE_POLICE },
  {
    name: "identity theft of a non-resident",
    kind: "identity_theft",
    changes: { lives_in_town: "no" },
    call: /police department of the town where you live/,
  },
];

for (const { name, kind, changes, call } of STOPS) {
  test(`${name} stops the report and names whom to call`, async ({ page, email }) => {
    await start(page);
    await walk(page, story(kind, email, changes), "stopped");
    await expect(page.getByRole("main")).toContainText(call);
    await expect(page.locator('a[href="tel:911"]').first()).toBeVisible();
    await expect(page.locator('a[href="tel:+12033416000"]').first()).toBeVisible();
    // The way to an officer is open from here, with what was typed.
    await page.locator('main a[href^="/officer"], main form[action^="/officer"] button').first().click();
    await page.waitForURL("**/officer");
  });
}

/** Pins on the map, and what they come to when the filer says that it happened on the area itself. */
const PINS: readonly { name: string; pin: string; call: RegExp; asks: boolean }[] = [
  { name: "outside the town", pin: "41.1800,-73.1900", call: OTHER_TOWN, asks: false },
  { name: "in Sherwood Island State Park", pin: "41.1153,-73.3310", call: /Conservation Police/, asks: true },
  { name: "on I-95", pin: "41.1230,-73.3460", call: STATE_POLICE, asks: true },
  { name: "on the Merritt Parkway", pin: "41.1639,-73.3800", call: STATE_POLICE, asks: true },
];

for (const { name, pin, call, asks } of PINS) {
  test(`a pin ${name} stops the report when the filer confirms it`, async ({ page, email }) => {
    const resident = story("vandalism", email, { on_area: "yes" });
    await hurryTo(page, resident, "place");
    // The pin is a hidden field of the page; how it is set by hand is tested with the map.
    await page.locator("#place_pin").evaluate((field, value) => ((field as HTMLInputElement).value = value), pin);
    await answerStep(page, resident);
    expect(stepOf(page)).toBe(asks ? "place-area" : "stopped");
    if (asks) await answerStep(page, resident);
    expect(stepOf(page)).toBe("stopped");
    await expect(page.getByRole("main")).toContainText(call);
  });
}

test("a pin near a highway goes on when the filer says that it happened beside it", async ({ page, email }) => {
  const resident = story("vandalism", email, { on_area: "no" });
  await hurryTo(page, resident, "place");
  await page
    .locator("#place_pin")
    .evaluate((field) => ((field as HTMLInputElement).value = "41.1230,-73.3460"));
  await answerStep(page, resident);
  expect(stepOf(page)).toBe("place-area");
  await answerStep(page, resident);
  expect(stepOf(page)).toBe("when");
});

test("a later page cannot be opened past a stop", async ({ page, email }) => {
  await hurryTo(page, story("vandalism", email, { suspect: "yes" }), "stopped");
  for (const later of ["narrative", "you", "check"]) {
    await page.goto(`/report/${later}`);
    expect(stepOf(page), later).toBe("stopped");
  }
});
