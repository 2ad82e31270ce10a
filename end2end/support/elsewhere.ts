// The site that "Exit this page" leads to, played by a server of our own: no test leaves this machine.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** As `Leptos.toml` has it. */
export const EXIT_URL = "https://www.weather.gov/";
export const HARMLESS = "Sunny, with a light wind.";

export interface Elsewhere {
  /** What makes the browser find this server under that site's name, and no other site at all. */
  readonly rules: string;
  readonly stop: () => void;
}

export async function startElsewhere(): Promise<Elsewhere> {
  const folder = mkdtempSync(join(tmpdir(), "westport-elsewhere-"));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=elsewhere"];
  execFileSync("openssl", [...request, "-keyout", key, "-out", cert], { stdio: "ignore" });
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, answer) => {
    answer.setHeader("content-type", "text/html");
    answer.end(`<!DOCTYPE html><title>Weather</title><link rel="icon" href="data:,"><p>${HARMLESS}`);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    rules: `MAP ${new URL(EXIT_URL).host}:443 127.0.0.1:${port}`,
    stop() {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
