// The main job, end to end, for each kind of report: a resident files, an officer approves, the copy arrives,
// the records system has it.
import { writeFileSync } from "node:fs";
import { CANARY, KINDS, story } from "../support/answers.ts";
import { CASE_NUMBER, approve, openReport, signIn } from "../support/desk.ts";
import { waitForMail } from "../support/mail.ts";
import { waitForRecord } from "../support/records.ts";
import { send, start, walk } from "../support/report.ts";
import { pdfText } from "../support/server.mjs";
import { expect, test } from "../support/test.ts";

// On a telephone one kind with a map and one with entries of every sort are enough.
const ON_A_PHONE = ["lost_property", "harassing_calls"];

for (const kind of KINDS) {
  const tag = ON_A_PHONE.includes(kind) ? ["@phone"] : [];
  test(`a resident files ${kind}, an officer approves it, the copy arrives`, { tag }, async (
    { page, browser, server, staff, email, complaints },
    testInfo,
  ) => {
    await start(page);
    await walk(page, story(kind, email));
    await expect(page.getByRole("main"), "what was typed is shown to be checked").toContainText(CANARY);
    const { tracking, accessCode } = await send(page);
    expect(accessCode).not.toBe("");

    const receipt = await waitForMail(server.mail, email, (mail) => mail.text.includes(tracking));
    expect(receipt.text, "a receipt tells nothing of the report").not.toContain(CANARY);

    const desk = await signIn(browser, staff, server.url, complaints);
    await openReport(desk, tracking);
    await expect(desk.getByRole("main"), "the officer reads the filer's own words").toContainText(CANARY);
    await approve(desk);
    const caseNumber = CASE_NUMBER.exec(await desk.getByRole("main").innerText())?.[0] ?? "none";

    const copy = await waitForMail(server.mail, email, (mail) => mail.subject.includes(caseNumber));
    const pdf = copy.parts.find((part) => part.type === "application/pdf");
    expect(pdf, "the copy is attached").toBeDefined();
    expect(copy.text, "the body of the message tells nothing of the report").not.toContain(CANARY);
    const path = testInfo.outputPath("copy.pdf");
    writeFileSync(path, pdf!.body);
    const printed = pdfText(path);
    expect(printed).toContain(caseNumber);
    expect(printed).toContain(CANARY);

    const record = await waitForRecord(server.rms, caseNumber);
    expect(JSON.stringify(record)).toContain(CANARY);
    await desk.context().close();
  });
}
