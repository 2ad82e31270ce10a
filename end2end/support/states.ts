// Every page that a resident can see, with its errors: one list, for whatever looks at all of them. A tour brings
// each page up and shows it to `see`.
import { expect, type Browser, type Page } from "@playwright/test";
import { daysAgo, story, type Answers, type Kind } from "./answers.ts";
import { approve, ask, openReport, signIn } from "./desk.ts";
import { fileQuickly, hurryTo, send as post } from "./quick.ts";
import { fill, forward, press, send, speak, type Language, type Receipt } from "./report.ts";
import type { RunningServer } from "./running.ts";
import { forgive, type StaffAccount } from "./test.ts";

export interface Visitor {
  readonly page: Page;
  readonly browser: Browser;
  readonly server: RunningServer;
  readonly staff: StaffAccount;
  readonly email: string;
  readonly complaints: string[];
  readonly language: Language;
  /** Answers over those of the stories. */
  readonly changes?: Answers;
  /** Called with the page open; the name is the picture's, where there is one. */
  readonly see: (page: Page, name: string) => Promise<void>;
}

export type Tour = (visitor: Visitor) => Promise<void>;

/** Addresses that need nothing before them. */
const OPEN = {
  start: "/",
  landing: "/report/identity-theft",
  accessibility: "/accessibility",
  resume: "/report/resume",
  "status-form": "/status",
  verify: "/verify",
  "verify-unknown": "/verify?c=wrong",
} as const;

/** The six kinds, with what makes a step appear that their usual story does not have. */
const STEPS: readonly (readonly [Kind, Answers])[] = [
  ["vehicle_burglary", { role: "business", business_name: "Acme Deliveries", business_authority: "Manager" }],
  ["lost_property", {}],
  ["damage_to_vehicle", {}],
  ["harassing_calls", {}],
  ["identity_theft", {}],
  ["vandalism", { signs: ["may_return", "evidence"], after_advice: "go_on" }],
];

/** Every step of these kinds, with the errors of an empty answer, which show all that the page has; a step that two
 * kinds share is seen once. */
function steps(kinds: readonly Kind[]): Tour {
  return async (visitor) => {
    const { page, email, see } = visitor;
    await begin(visitor);
    const seen = new Set<string>();
    for (const [kind, changes] of STEPS.filter(([kind]) => kinds.includes(kind))) {
      const resident = story(kind, email, { ...changes, ...visitor.changes });
      await hurryTo(page, resident, "check", async (path) => {
        const [step = ""] = path.replace("/report/", "").split("/");
        if (seen.has(step) || step === "evidence") return;
        seen.add(step);
        if (resident.groups[step]) {
          await page.goto(`/report/${step}/add`);
          await press(page, forward(page).first());
        } else {
          await page.goto(`${path}?e=1`);
        }
        await see(page, step);
      });
      for (const [group, entries] of Object.entries(resident.groups)) {
        if (seen.has(`${group}-list`) || entries.length === 0) continue;
        seen.add(`${group}-list`);
        await page.goto(`/report/${group}`);
        await see(page, `${group}-list`);
      }
    }
  };
}

/** The first page, in the visitor's language. */
async function begin({ page, language }: Visitor): Promise<void> {
  await page.goto("/");
  if (language !== "en") await speak(page, language);
}

/** The end of a report: files, all answers, the confirmation; saving and deleting; two windows. */
const ending: Tour = async (visitor) => {
  const { page, email, see, complaints } = visitor;
  await begin(visitor);
  const resident = story("vehicle_burglary", email, visitor.changes);
  await hurryTo(page, resident, "narrative");

  await page.goto("/report/save");
  await see(page, "save");
  await page.locator('[name="email"]').fill("nobody at nowhere");
  await press(page, page.locator('form[action="/report/save"] button'));
  await see(page, "save-errors");

  // Another window changes the same answer first.
  const two = page.locator('[name="narrative"]');
  await page.goto("/report/narrative");
  const was = await page.locator('[name="was"]').inputValue();
  const other = "In the other window I wrote that the glove box was open and the window was broken.";
  await post(page, "/report/narrative", new URLSearchParams({ narrative: other, was }));
  await two.fill("In this window I wrote that the lock was forced and the seats were wet.");
  await press(page, forward(page).first());
  await expect(page.getByRole("alert")).toBeVisible();
  await see(page, "two-windows");
  forgive(complaints, "409");

  await hurryTo(page, resident, "evidence");
  await see(page, "evidence");
  await page.locator("html[data-upload]").waitFor();
  const drawn = page.waitForEvent("load");
  await page.locator("#files").setInputFiles([
    { name: "call.mp3", mimeType: "audio/mpeg", buffer: Buffer.from("ID3\x04\0\0\0\0\0\0") },
    { name: "page.html", mimeType: "text/html", buffer: Buffer.from("<html></html>") },
  ]);
  await drawn;
  await expect(page.locator(".file.refused")).toBeVisible();
  await see(page, "evidence-refused");
  forgive(complaints, "422");
  await press(page, page.locator(".file.refused button"));

  await page.goto("/");
  await see(page, "start-unfinished");
  await page.goto("/report/check");
  await see(page, "check");
  await press(page, forward(page).first());
  await see(page, "check-errors");
  await send(page);
  await see(page, "confirmation");

  await hurryTo(page, story("lost_property", email), "narrative");
  await page.goto("/report/save");
  await page.locator("main details > summary").click();
  await press(page, page.locator('form[action="/report/delete"] button'));
  await see(page, "deleted");
};

/** Pages that need no report, stops, the request for an officer, errors. */
const around: Tour = async (visitor) => {
  const { page, email, see, complaints } = visitor;
  await begin(visitor);
  for (const [name, path] of Object.entries(OPEN)) {
    await page.goto(path);
    await see(page, name);
  }
  await page.goto("/report/resume");
  await press(page, page.locator('form[action="/report/resume"] button[type=submit]').last());
  await see(page, "resume-errors");
  await page.goto("/status");
  await press(page, forward(page).first());
  await see(page, "status-form-errors");
  await page.goto("/no-such-page");
  await see(page, "not-found");
  forgive(complaints, "404");

  const stops: readonly (readonly [string, Kind, Answers])[] = [
    ["stop-emergency", "vandalism", { emergency: "yes" }],
    ["stop-highway", "vandalism", { area: "i95" }],
    ["stop", "vandalism", { suspect: "yes" }],
  ];
  for (const [name, kind, changes] of stops) {
    await hurryTo(page, story(kind, email, changes), "stopped");
    await see(page, name);
  }
  await hurryTo(page, story("harassing_calls", email), "narrative");
  await page.goto("/officer");
  await see(page, "officer");
  for (const field of ["officer_name", "officer_phone"]) await page.locator(`[name="${field}"]`).fill("");
  await press(page, forward(page).first());
  await see(page, "officer-errors");
  await fill(page, { officer_name: "Pat Lee", officer_phone: "203 555 0142" });
  await press(page, forward(page).first());
  await see(page, "officer-sent");
};

/** A sent report, as its filer follows it: received, a question, withdrawn; approved, with something to add. */
const after: Tour = async ({ page, browser, server, staff, email, complaints, language, see }) => {
  const asked = await fileQuickly(page, story("lost_property", email));
  const approved = await fileQuickly(page, story("vandalism", email));
  if (language !== "en") await speak(page, language);
  await lookUp(page, asked);
  await see(page, "status");

  const desk = await signIn(browser, staff, server.url, complaints);
  await openReport(desk, asked.tracking);
  await ask(desk, "Which color was the bag?");
  await openReport(desk, approved.tracking);
  await approve(desk);
  await desk.context().close();

  await lookUp(page, asked);
  await see(page, "status-question");
  await press(page, page.locator('form[action="/status/reply"] button'));
  await see(page, "status-question-errors");
  await lookUp(page, asked);
  await page.locator("main details > summary").click();
  await press(page, page.locator('form[action="/status/withdraw"] button'));
  await see(page, "status-withdrawn");

  await lookUp(page, approved);
  await see(page, "status-approved");
  await press(page, page.locator('form[action="/status/reply"] button'));
  await see(page, "status-approved-errors");
  await page.locator('form[action="/status/reply"] textarea').fill(`On ${daysAgo(1)} I found one panel of the fence.`);
  await press(page, page.locator('form[action="/status/reply"] button'));
  await see(page, "status-supplement");
  await press(page, page.locator('form[action="/status/follow-up"] button'));
  await see(page, "status-follow-up");
};

export async function lookUp(page: Page, { tracking, accessCode }: Receipt): Promise<void> {
  await page.goto("/status");
  await page.locator('[name="tracking"]').fill(tracking);
  await page.locator('[name="access_code"]').fill(accessCode);
  await press(page, forward(page).first());
}

/** Of about the same length, so that two workers share them. */
export const TOURS: Readonly<Record<string, Tour>> = {
  "the steps of things taken or lost": steps(["vehicle_burglary", "lost_property"]),
  "the other steps": steps(["damage_to_vehicle", "harassing_calls", "identity_theft", "vandalism"]),
  "the end of a report": ending,
  "what is around a report": around,
  "what follows a report": after,
};
