// WCAG 2.2 AA on every page of the product, with its errors, in both languages: see `support/inspect.ts`.
import { story } from "../support/answers.ts";
import { agree, ask, openReport, signIn } from "../support/desk.ts";
import { invite, open } from "../support/invitation.ts";
import { inspect } from "../support/inspect.ts";
import { linked, takeIn } from "../support/incidents.ts";
import { fileQuickly } from "../support/quick.ts";
import { press } from "../support/report.ts";
import { TOURS } from "../support/states.ts";
import { addStaff, test } from "../support/test.ts";

test.setTimeout(300_000);

for (const language of ["en", "es"] as const) {
  for (const [name, tour] of Object.entries(TOURS)) {
    test(`no barrier in ${language}: ${name}`, async ({ page, browser, server, staff, email, complaints }) => {
      const see = () => inspect(page, { wordsOnly: language !== "en" });
      await tour({ page, browser, server, staff, email, complaints, language, see });
    });
  }
}

test("no barrier at the review desk", async ({ page, browser, server, staff, email, complaints }) => {
  const look = { desk: true };
  await page.goto("/staff/sign-in");
  await inspect(page, look);
  await agree(page);
  await inspect(page, look);
  await press(page, page.getByRole("main").getByRole("button", { name: "Sign in", exact: true }));
  await inspect(page, look);
  const { tracking } = await fileQuickly(page, story("lost_property", email));

  const desk = await signIn(browser, staff, server.url, complaints);
  await inspect(desk, look);
  await takeIn(server, linked());
  for (const path of ["/staff/search", "/staff/callbacks", "/staff/deliveries", "/staff/statistics", "/staff/links", "/staff/map", "/staff/account", "/staff/account/confirm"]) {
    await desk.goto(path);
    await inspect(desk, look);
  }
  await openReport(desk, tracking);
  await inspect(desk, look);
  await desk.locator("summary", { hasText: "Ask for more" }).click();
  await press(desk, desk.getByRole("button", { name: "Serial number" }));
  await inspect(desk, look);
  await openReport(desk, tracking);
  await ask(desk, "Which color was the bag?");
  await inspect(desk, look);
  await desk.context().close();

  const auditor = await signIn(browser, await addStaff(server, "auditor"), server.url, complaints);
  for (const path of ["/staff/audit", "/staff/numbers"]) {
    await auditor.goto(path);
    await inspect(auditor, look);
  }
  await auditor.context().close();
});

test("no barrier where the department's own words and figures are set", async ({ browser, server, complaints }) => {
  const look = { desk: true };
  const admin = await signIn(browser, await addStaff(server, "administrator"), server.url, complaints, "/staff/accounts");
  await admin.goto("/staff/settings");
  await inspect(admin, look);
  const review = admin.locator('form[action="/staff/settings/review"]');
  await review.locator('[name="review.business_days"]').fill("99");
  await press(admin, review.getByRole("button", { name: "Save" }));
  await inspect(admin, look);
  await admin.locator("summary", { hasText: "Add a phrase" }).click();
  await press(admin, admin.getByRole("button", { name: "Add it" }));
  await inspect(admin, look);
  await admin.goto("/staff/settings/texts/mail.more_asked");
  await inspect(admin, look);
  await admin.locator("#text-en").fill("Subject: A question\n\n{tracking} {status_url}");
  await press(admin, admin.getByRole("button", { name: "Preview" }).first());
  await inspect(admin, look);
  // A wording that does no harm to the other tests on this server.
  const words = (await admin.goto("/staff/settings/texts/mail.duplicate"), await admin.locator("#text-es").inputValue());
  await admin.locator("#text-es").fill(`${words}\n\nGracias.`);
  await press(admin, admin.getByRole("button", { name: "Save" }).last());
  await inspect(admin, look);
  await admin.context().close();
});

test("no barrier where accounts are looked after and opened", async ({ page, browser, server, complaints }) => {
  const look = { desk: true };
  const admin = await signIn(browser, await addStaff(server, "administrator"), server.url, complaints, "/staff/accounts");
  await admin.goto("/staff/audit");
  await inspect(admin, look);
  await admin.goto("/staff/accounts");
  await inspect(admin, look);
  await press(admin, admin.getByRole("button", { name: "Create the account" }));
  await inspect(admin, look);
  const link = await invite(admin, "lund");
  await inspect(admin, look);
  await press(admin, admin.getByRole("link", { name: "To the account" }));
  await inspect(admin, look);
  await page.goto(link);
  await inspect(page, look);
  await press(page, page.getByRole("button", { name: "Open my account" }));
  await inspect(page, look);
  await open(page, "seven wet otters");
  await inspect(page, look);
  await admin.context().close();
});
