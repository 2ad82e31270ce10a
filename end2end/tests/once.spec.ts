// Sending twice files once: two requests at the same moment, and the button pressed again after "Back".
import { story } from "../support/answers.ts";
import { mailTo, waitForMail } from "../support/mail.ts";
import { hurryTo } from "../support/quick.ts";
import { forward, press, receipt, stepOf } from "../support/report.ts";
import { expect, test } from "../support/test.ts";

test("a report that is sent several times is filed once", async ({ page, server, email }) => {
  await hurryTo(page, story("lost_property", email), "check");
  await page.locator('input[name="certify"]').check();
  // The same form, three times at once: two by hand with the browser's own cookies, one by the button.
  const again = () =>
    page.request.post("/report/check", {
      form: { certify: "yes" },
      headers: { origin: server.url, "sec-fetch-site": "same-origin" },
    });
  const [first, second] = await Promise.all([again(), again(), press(page, forward(page).first())]);
  expect(stepOf(page)).toBe("sent");
  const { tracking } = await receipt(page);
  for (const answer of [first, second]) {
    expect(answer.status()).toBeLessThan(400);
    expect(await answer.text()).toContain(tracking);
  }
  await page.goBack();
  if (stepOf(page) === "check") {
    await page.locator('input[name="certify"]').check();
    await press(page, forward(page).first());
  } else {
    await page.goto("/report/check");
  }
  expect(stepOf(page), "the page before leads to the same confirmation").toBe("sent");
  expect((await receipt(page)).tracking).toBe(tracking);

  await waitForMail(server.mail, email);
  await page.waitForTimeout(1_500);
  expect(mailTo(server.mail, email), "one receipt").toHaveLength(1);
});
