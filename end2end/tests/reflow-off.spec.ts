// WCAG 1.4.10 without script, where the pages with the map and with the files are others. With script every page
// is looked at by `accessibility.spec.ts`.
import { story } from "../support/answers.ts";
import { layout } from "../support/measure.ts";
import { hurryTo } from "../support/quick.ts";
import { expect, test } from "../support/test.ts";

for (const step of ["place", "evidence"]) {
  test(`nothing of the page "${step}" is wider than 320 pixels`, async ({ page, email }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await hurryTo(page, story("vandalism", email), step);
    expect(await page.evaluate(layout)).toEqual([]);
  });
}
