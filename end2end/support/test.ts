// The `test` that every file uses: knows the server, makes staff accounts, and fails on anything that the
// browser complains of, a breach of the content security policy among it.
import { test as base, expect, type Page } from "@playwright/test";
import { randomBytes } from "node:crypto";
import { runningServer, type RunningServer } from "./running.ts";
import { command } from "./server.mjs";

export { expect };

export interface StaffAccount {
  readonly login: string;
  readonly password: string;
  /** The authenticator's secret in base 32. */
  readonly secret: string;
}

interface Fixtures {
  server: RunningServer;
  /** An account of its own for each test, since a sign-in code is good for one use. */
  staff: StaffAccount;
  /** An address that no other test writes to. */
  email: string;
  /** What the browser complained of. A test that provokes a complaint takes it out again. */
  complaints: string[];
}

export const test = base.extend<Fixtures>({
  server: async ({}, use) => use(runningServer()),
  baseURL: async ({ server }, use) => use(server.url),
  staff: async ({ server }, use) => use(await addStaff(server, "supervisor")),
  email: async ({}, use) => use(`r${randomBytes(6).toString("hex")}@mail.example`),
  complaints: [
    async ({ context }, use) => {
      const complaints: string[] = [];
      context.on("page", (page) => listen(page, complaints));
      await use(complaints);
      expect(complaints, "what the browser complained of").toEqual([]);
    },
    { auto: true },
  ],
});

/** Makes the fixture `complaints` hear of a page. Pages of the test's own context are heard by themselves. */
export function listen(page: Page, complaints: string[]): void {
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) {
      complaints.push(`${new URL(page.url()).pathname}: ${message.type()}: ${message.text()}`);
    }
  });
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on("response", (response) => {
    if (response.status() >= 500) complaints.push(`${response.url()}: ${response.status()}`);
  });
}

/** The browser notes every answer that is not a success; those with this status are meant. */
export function forgive(complaints: string[], status: string): void {
  const others = complaints.filter((complaint) => !complaint.includes(`status of ${status}`));
  complaints.splice(0, complaints.length, ...others);
}

/** Adds an account by the server's command line, as an administrator would. */
export async function addStaff(server: RunningServer, role: string): Promise<StaffAccount> {
  const login = `t${randomBytes(5).toString("hex")}`;
  const password = `${randomBytes(12).toString("base64url")} four words`;
  const badge = String(1000 + (randomBytes(2).readUInt16BE() % 9000));
  const told = await command(
    server,
    ["staff", "add", "--login", login, "--name", "Dana Fox", "--badge", badge, "--role", role, "--password-stdin"],
    `${password}\n`,
  );
  const { totp_secret_base32: secret } = JSON.parse(told) as { totp_secret_base32: string };
  return { login, password, secret };
}
