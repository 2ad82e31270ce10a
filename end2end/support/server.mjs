// Starts the built server in a folder of its own, as `make serve` would, and stops it again. Used by the
// end-to-end tests, by the byte budget and by nothing else; plain JavaScript, so that Node runs it as it is.
import { execFile, execFileSync, spawn } from "node:child_process";
import { closeSync, cpSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

const targetDir = process.env.CARGO_TARGET_DIR ?? join(homedir(), ".cache/westport-target");
const binary = process.env.SERVER_BIN ?? join(targetDir, "debug/server");

/** How long the server may take until it answers, in milliseconds: migrations and the demo accounts. */
const START_TIMEOUT = 30_000;

/** A TCP port that nothing listens on now. */
export async function freePort() {
  const probe = createServer();
  await new Promise((done) => probe.listen(0, "127.0.0.1", done));
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return port;
}

/**
 * Starts a server with its own database, mail folder and records folder.
 * @param {Record<string, string>} [settings] environment variables over the defaults
 * @param {string} [host] how browsers reach it: passkeys want a name
 * @param {number} [demo] made-up reports that are there from the start
 */
export async function startServer(settings = {}, host = "127.0.0.1", demo = 0) {
  if (!existsSync(binary)) throw new Error(`no server at ${binary}: run scripts/build-site.sh`);
  const folder = mkdtempSync(join(tmpdir(), "westport-"));
  cpSync(join(repository, "Leptos.toml"), join(folder, "Leptos.toml"));
  // The built site is named relative to the folder of the settings.
  symlinkSync(join(repository, "target"), join(folder, "target"));
  const port = await freePort();
  const address = `127.0.0.1:${port}`;
  const url = `http://${host}:${port}`;
  const mail = join(folder, "var/mail");
  const rms = join(folder, "var/rms");
  const env = {
    ...process.env,
    LEPTOS_SITE_ADDR: address,
    PUBLIC_URL: url,
    MAIL_URL: `file:${mail}`,
    RMS_URL: `file:${rms}`,
    ...settings,
  };
  if (demo > 0) execFileSync(binary, ["demo", "--reports", String(demo), "--seed", "1"], { cwd: folder, env });
  const logFile = join(folder, "server.log");
  const log = openSync(logFile, "a");
  const child = spawn(binary, ["serve", "--demo-staff"], { cwd: folder, env, stdio: ["ignore", log, log] });
  closeSync(log);
  let gone = "";
  // Not to be left behind when the tests end without saying so.
  process.once("exit", () => child.kill("SIGKILL"));
  child.on("error", (error) => (gone = error.message));
  child.on("exit", (code, signal) => (gone = `ended with ${code ?? signal}`));

  const deadline = Date.now() + START_TIMEOUT;
  for (;;) {
    if (gone || Date.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error(`the server did not start (${gone || "no answer"}):\n${readFileSync(logFile, "utf8")}`);
    }
    const ready = await fetch(`http://${address}/healthz`).then((answer) => answer.ok, () => false);
    if (ready) break;
    await new Promise((done) => setTimeout(done, 100));
  }

  return {
    url,
    folder,
    mail,
    rms,
    logFile,
    env,
    async stop() {
      if (!gone) {
        const ended = new Promise((done) => child.once("exit", done));
        child.kill("SIGTERM");
        const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
        await ended;
        clearTimeout(timer);
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Runs a command of the server's command line beside the running server.
 * @param {{folder: string, env: NodeJS.ProcessEnv}} server
 * @param {string[]} args
 * @param {string} [input] standard input
 * @returns {Promise<string>} standard output
 */
export function command(server, args, input) {
  return new Promise((done, fail) => {
    const child = execFile(binary, args, { cwd: server.folder, env: server.env }, (error, stdout, stderr) =>
      error ? fail(new Error(`server ${args.join(" ")}: ${stderr || error.message}`)) : done(stdout),
    );
    child.stdin?.end(input ?? "");
  });
}

/** The text of a PDF, by Poppler. */
export function pdfText(path) {
  return execFileSync("pdftotext", ["-layout", path, "-"], { encoding: "utf8" });
}
