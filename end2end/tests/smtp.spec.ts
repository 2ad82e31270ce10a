// Once with a real SMTP server instead of files: receipt and copy come through it.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { wholeJob } from "../support/job.ts";
import { freePort, startServer } from "../support/server.mjs";
import { test as base } from "../support/test.ts";

const PYTHON =
  process.env.SMTP_TEST_PYTHON ??
  join(process.env.WESTPORT_TOOLS_DIR ?? join(homedir(), ".cache/westport-tools"), "smtp/bin/python");

/** aiosmtpd, which puts every message into a Maildir. */
async function startSmtp(): Promise<{ url: string; inbox: string; stop: () => void }> {
  if (!existsSync(PYTHON)) throw new Error(`no SMTP server at ${PYTHON}: run scripts/setup.sh test`);
  const folder = mkdtempSync(join(tmpdir(), "westport-smtp-"));
  const box = join(folder, "box");
  const port = await freePort();
  const child = spawn(
    PYTHON,
    ["-m", "aiosmtpd", "-n", "-l", `127.0.0.1:${port}`, "-c", "aiosmtpd.handlers.Mailbox", box],
    { stdio: "ignore" },
  );
  for (let count = 0; !(await answers(port)); count += 1) {
    if (count > 100) throw new Error("the SMTP server did not start");
    await new Promise((done) => setTimeout(done, 100));
  }
  const stop = () => {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: `smtp://127.0.0.1:${port}`, inbox: join(box, "new"), stop };
}

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("data", () => (socket.destroy(), done(true)));
    socket.once("error", () => done(false));
  });
}

// A server of its own, whose mail goes to the SMTP server and is read from there.
const test = base.extend({
  server: async ({}, use) => {
    const smtp = await startSmtp();
    const server = await startServer({ MAIL_URL: smtp.url });
    await use({ ...server, mail: smtp.inbox });
    await server.stop();
    smtp.stop();
  },
});

test("receipt and copy arrive through a real SMTP server", async (
  { page, browser, server, staff, email, complaints },
  testInfo,
) => {
  const people = { page, browser, server, staff, email, complaints };
  await wholeJob(people, "vandalism", testInfo.outputPath("copy.pdf"));
});
