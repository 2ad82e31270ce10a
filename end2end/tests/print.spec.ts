// On paper: the answers and the confirmation as a form to keep, with nothing on it that only a screen can do.
import type { Page } from "@playwright/test";
import { CANARY, story } from "../support/answers.ts";
import { hurryTo } from "../support/quick.ts";
import { send } from "../support/report.ts";
import { pdfText } from "../support/server.mjs";
import { expect, test } from "../support/test.ts";

async function printed(page: Page, path: string): Promise<string> {
  await page.pdf({ path, format: "Letter", margin: { top: "0.6in", bottom: "0.6in", left: "0.7in", right: "0.7in" } });
  return pdfText(path).replace(/\s+/g, " ");
}

test("the answers and the confirmation are printed as a form, without what is pressed", async ({ page, email }, testInfo) => {
  // A dark screen does not make a dark sheet.
  await page.emulateMedia({ colorScheme: "dark" });
  await hurryTo(page, story("harassing_calls", email), "check");
  const pressed = /Exit this page|Español|Change|Send my report|Follow up on|Save and come back|Skip to|rather have an officer/;
  const check = await printed(page, testInfo.outputPath("check.pdf"));
  for (const words of ["Westport Police Department", "Check your answers", CANARY]) expect(check).toContain(words);
  expect(check).not.toMatch(pressed);

  const { tracking, accessCode } = await send(page);
  const confirmation = await printed(page, testInfo.outputPath("confirmation.pdf"));
  for (const words of [tracking, accessCode, "50 Jesup Road", "(203) 341-6000"]) expect(confirmation).toContain(words);
  expect(confirmation).not.toMatch(pressed);
});
