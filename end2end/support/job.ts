// The main job, from the start page to the records system.
import { expect, type Browser, type Page } from "@playwright/test";
import { writeFileSync } from "node:fs";
import { CANARY, story, type Kind } from "./answers.ts";
import { CASE_NUMBER, approve, openReport, signIn } from "./desk.ts";
import { waitForMail } from "./mail.ts";
import { waitForRecord } from "./records.ts";
import { send, start, stepOf, walk, type Language } from "./report.ts";
import type { RunningServer } from "./running.ts";
import { pdfText } from "./server.mjs";
import type { StaffAccount } from "./test.ts";

export interface People {
  readonly page: Page;
  readonly browser: Browser;
  readonly server: RunningServer;
  readonly staff: StaffAccount;
  readonly email: string;
  readonly complaints: string[];
}

/** What the messages and the copy say in each language. */
const WORDS: Record<Language, { receipt: string; copy: string; printed: string }> = {
  en: { receipt: "Your tracking number is", copy: "Your case number is", printed: "Copy of a citizen report" },
  es: { receipt: "Su número de seguimiento es", copy: "Su número de caso es", printed: "Copia de un reporte ciudadano" },
};

/** A resident files, the receipt comes, an officer signs in and approves, the copy comes, the record is there. */
export async function wholeJob(people: People, kind: Kind, pdfPath: string, language: Language = "en"): Promise<void> {
  const { page, browser, server, staff, email, complaints } = people;
  const words = WORDS[language];
  await start(page, language);
  await walk(page, story(kind, email), "check", async () => {
    await expect(page.locator("html"), stepOf(page)).toHaveAttribute("lang", language);
  });
  await expect(page.getByRole("main"), "what was typed is shown to be checked").toContainText(CANARY);
  const { tracking, accessCode } = await send(page);
  expect(accessCode).not.toBe("");

  const receipt = await waitForMail(server.mail, email, (mail) => mail.text.includes(tracking));
  expect(receipt.text).toContain(words.receipt);
  expect(receipt.text, "a receipt tells nothing of the report").not.toContain(CANARY);

  const desk = await signIn(browser, staff, server.url, complaints);
  await openReport(desk, tracking);
  await expect(desk.getByRole("main"), "the officer reads the filer's own words").toContainText(CANARY);
  await approve(desk);
  const caseNumber = CASE_NUMBER.exec(await desk.getByRole("main").innerText())?.[0] ?? "none";
  await desk.context().close();

  const copy = await waitForMail(server.mail, email, (mail) => mail.subject.includes(caseNumber));
  expect(copy.text).toContain(words.copy);
  expect(copy.text, "the body of the message tells nothing of the report").not.toContain(CANARY);
  const pdf = copy.parts.find((part) => part.type === "application/pdf");
  if (!pdf) throw new Error("the copy is not attached");
  writeFileSync(pdfPath, pdf.body);
  const printed = pdfText(pdfPath);
  expect(printed).toContain(caseNumber);
  expect(printed).toContain(words.printed);
  expect(printed).toContain(CANARY);

  const record = await waitForRecord(server.rms, caseNumber);
  expect(JSON.stringify(record)).toContain(CANARY);
}
