// Which Chromium the tests drive, and how it is started. Run on its own, it names the browser or fails.
//
// Debian's package where there is one; else the browser that Playwright fetched; a sandbox without that
// download has the first, a developer's laptop usually the second.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";

const PLACES = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser"];

/** The path of the browser's executable; throws when there is none. */
export function executablePath() {
  const found = [...PLACES, chromium.executablePath()].find((path) => path && existsSync(path));
  if (!found) {
    throw new Error("no Chromium: install Debian's package `chromium`, or run `npx playwright install chromium`");
  }
  return found;
}

/**
 * Launch options: no calls home, no site but our own, and no sandbox for root, whom Chromium refuses one.
 * @param {string} [rules] sites that are played by a server of the tests (`--host-resolver-rules`)
 */
export function launchOptions(rules) {
  const args = [
    `--host-resolver-rules=${rules ? `${rules}, ` : ""}MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ];
  if (process.getuid?.() === 0 || process.env.CI) args.push("--no-sandbox");
  return { executablePath: executablePath(), args };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const path = executablePath();
    console.log(`${path}: ${execFileSync(path, ["--version", "--no-sandbox"], { encoding: "utf8" }).trim()}`);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
