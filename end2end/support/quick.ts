// A resident in a hurry: the same forms, posted without drawing the pages, in the browser's own session. For
// tests whose subject begins later; how the pages behave is the business of the others.
import type { APIResponse, Page } from "@playwright/test";
import type { Answers, Story } from "./answers.ts";
import type { Receipt } from "./report.ts";

/** More pages than any journey has. */
const MANY = 80;

/** Sees the address of a page before it is answered. */
type OnPage = (path: string) => Promise<void>;

/** Answers page after page until the address is that of `until`, and opens that page. */
export async function hurryTo(page: Page, story: Story, until: string, onPage: OnPage = async () => {}): Promise<void> {
  const reached = await post(page, until, story, onPage);
  await page.goto(reached);
}

/** Files a whole report. The browser then has the confirmation open. */
export async function fileQuickly(page: Page, story: Story): Promise<Receipt> {
  await hurryTo(page, story, "sent");
  const value = (name: string) => page.locator(`[data-${name}]`).first().getAttribute(`data-${name}`);
  return { tracking: (await value("tracking")) ?? "", accessCode: (await value("access-code")) ?? "" };
}

async function post(page: Page, until: string, story: Story, onPage: OnPage): Promise<string> {
  let answer = await send(page, "/report/start", new URLSearchParams());
  for (let count = 0; count < MANY; count += 1) {
    const { pathname } = new URL(answer.url());
    // A list that must not be empty begins with the form of its first entry.
    const step = pathname.replace(/^\/report\//, "").split("/")[0]!;
    if (step === until) return pathname;
    await onPage(pathname);
    const list = `/report/${step}`;
    for (const entry of story.groups[step] ?? []) {
      const form = await page.request.get(`${list}/add`);
      await accepted(await send(page, `${list}/add`, filled(await form.text(), entry)), `${list}/add`);
    }
    const answers = story.groups[step] ? {} : { ...story.answers, certify: "yes" };
    answer = await accepted(await send(page, list, filled(await answer.text(), answers)), list);
  }
  throw new Error(`did not come to ${until}`);
}

/** Posts a form as the page of this address would. */
export function send(page: Page, path: string, form: URLSearchParams): Promise<APIResponse> {
  return page.request.post(path, {
    headers: { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" },
    data: form.toString(),
  });
}

/** The controls of the step's form, with what the answers say to them. */
function filled(html: string, answers: Answers): URLSearchParams {
  const form = /<form id="step-form".*?<\/form>/s.exec(html)?.[0] ?? "";
  const names = new Set([...form.matchAll(/ name="([^"]+)"/g)].map((match) => match[1]!));
  const filled = new URLSearchParams();
  for (const name of names) {
    const answer = answers[name.split(".").at(-1) ?? ""];
    for (const value of answer === undefined ? [] : [answer].flat()) filled.append(name, value);
  }
  return filled;
}

async function accepted(answer: APIResponse, path: string): Promise<APIResponse> {
  const { pathname, searchParams } = new URL(answer.url());
  if (!answer.ok() || (pathname === path && searchParams.has("e"))) {
    const problems = [...(await answer.text()).matchAll(/<li><a href="#[^"]*">(.*?)<\/a>/g)].map((match) => match[1]);
    throw new Error(`${path} answered ${answer.status()}: ${problems.join("; ")}`);
  }
  return answer;
}
