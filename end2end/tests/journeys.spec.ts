// The main job, end to end, for each kind of report: a resident files, an officer approves, the copy arrives,
// the records system has it. In English and in Spanish.
import { KINDS } from "../support/answers.ts";
import { wholeJob } from "../support/job.ts";
import { test } from "../support/test.ts";

// On a telephone one kind with a map and one with entries of every sort are enough.
const ON_A_PHONE = ["lost_property", "harassing_calls"];

for (const kind of KINDS) {
  const tag = ON_A_PHONE.includes(kind) ? ["@phone"] : [];
  test(`a resident files ${kind}, an officer approves it, the copy arrives`, { tag }, async (
    { page, browser, server, staff, email, complaints },
    testInfo,
  ) => {
    const people = { page, browser, server, staff, email, complaints };
    await wholeJob(people, kind, testInfo.outputPath("copy.pdf"));
  });

  // In Spanish one kind without script is enough: the same pages are drawn.
  test(`un residente reporta ${kind} en español y recibe su copia`, { tag: kind === "lost_property" ? [] : ["@script"] }, async (
    { page, browser, server, staff, email, complaints },
    testInfo,
  ) => {
    const people = { page, browser, server, staff, email, complaints };
    await wholeJob(people, kind, testInfo.outputPath("copia.pdf"), "es");
  });
}
