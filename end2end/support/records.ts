// The records system's folder: one JSON document per report.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Waits for the document that holds this text; its name must be final, never a file half written. */
export async function waitForRecord(folder: string, text: string): Promise<Record<string, unknown>> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    for (const name of existsSync(folder) ? readdirSync(folder) : []) {
      if (!name.endsWith(".json")) continue;
      const content = readFileSync(join(folder, name), "utf8");
      if (content.includes(text)) return JSON.parse(content) as Record<string, unknown>;
    }
    if (Date.now() > deadline) throw new Error(`no record with ${text} in ${folder}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}
