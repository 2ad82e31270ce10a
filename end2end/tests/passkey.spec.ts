// From an invitation to a passkey, with the authenticator that Chromium plays. Passkeys are bound to a name, so the
// site is reached as localhost here.
import type { CDPSession, Page } from "@playwright/test";
import { launchOptions } from "../support/browser.mjs";
import { agree, enter, signIn } from "../support/desk.ts";
import { invite, open } from "../support/invitation.ts";
import { press } from "../support/report.ts";
import type { RunningServer } from "../support/running.ts";
import { startServer } from "../support/server.mjs";
import { addStaff, expect, test as base } from "../support/test.ts";
import { totp } from "../support/totp.ts";

const test = base.extend<object, { launchOptions: object; named: RunningServer }>({
  launchOptions: [async ({}, use) => use(launchOptions("MAP localhost 127.0.0.1")), { scope: "worker" }],
  named: [
    async ({}, use) => {
      const server = await startServer({}, "localhost");
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],
  server: async ({ named }, use) => use(named),
});

const PASSWORD = "seven wet otters";

/** Gives the browser an authenticator in the computer, with a finger on it. */
async function authenticator(page: Page): Promise<{ cdp: CDPSession; id: string }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, id: authenticatorId };
}

/** Password first, then what the page asks of the passkey. */
async function withPasskey(page: Page, login: string): Promise<void> {
  await page.goto("/staff/sign-in");
  await agree(page);
  await page.locator("#login").fill(login);
  await page.locator("#password").fill(PASSWORD);
  await press(page, page.getByRole("button", { name: "Use a passkey instead of a code" }));
}

test("an invited officer opens the account, adds a passkey and signs in with it", async (
  { page, browser, server, complaints },
) => {
  const admin = await signIn(browser, await addStaff(server, "administrator"), server.url, complaints, "/staff/accounts");
  const link = await invite(admin, "lund");
  await page.goto(link);
  const login = await page.locator('main input[name="login"]').inputValue();
  const secret = await open(page, PASSWORD);
  await press(page, page.getByRole("link", { name: "Go on to sign in" }));
  // The code that opened the account is used up; the next one is taken a little early.
  await enter(page, { login, password: PASSWORD, secret }, totp(secret, Date.now() + 30_000));
  expect(new URL(page.url()).pathname).toBe("/staff");

  const { cdp, id } = await authenticator(page);
  await press(page, page.getByRole("link", { name: "Bea Lund" }));
  await page.locator("#name").fill("my laptop");
  await press(page, page.getByRole("button", { name: "Add a passkey" }));
  await press(page, page.getByRole("button", { name: "Make the passkey" }));
  await expect(page.getByRole("row", { name: "my laptop" })).toBeVisible();
  const { credentials } = await cdp.send("WebAuthn.getCredentials", { authenticatorId: id });
  expect(credentials.map(({ rpId }) => rpId)).toEqual(["localhost"]);

  await press(page, page.getByRole("button", { name: "Sign out" }));
  await withPasskey(page, login);
  await press(page, page.getByRole("button", { name: "Use your passkey" }));
  expect(new URL(page.url()).pathname).toBe("/staff");
  await page.goto("/staff/account");
  await expect(page.getByRole("row", { name: "my laptop" })).not.toContainText("Never");

  // Without the finger the browser gives nothing away, and the page says so.
  await press(page, page.getByRole("button", { name: "Sign out" }));
  await withPasskey(page, login);
  await cdp.send("WebAuthn.setUserVerified", { authenticatorId: id, isUserVerified: false });
  await page.getByRole("button", { name: "Use your passkey" }).click();
  await expect(page.getByRole("alert")).toContainText("That did not work");
  await page.goto("/staff");
  expect(new URL(page.url()).pathname).toBe("/staff/sign-in");

  // Nor does the key of somebody else, whose counter and challenge are its own.
  await cdp.send("WebAuthn.clearCredentials", { authenticatorId: id });
  await withPasskey(page, login);
  await page.getByRole("button", { name: "Use your passkey" }).click();
  await expect(page.getByRole("alert")).toContainText("That did not work");
  await admin.context().close();
});
