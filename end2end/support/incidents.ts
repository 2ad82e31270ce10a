// Officers' incidents, taken in on the command line as the records division would.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunningServer } from "./running.ts";
import { command } from "./server.mjs";

/** Two that belong together: one plate, one serial number stolen and found, one place. */
export function linked(): object[] {
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const incident = (number: string, fate: string) => ({
    case_number: number,
    class: "non_criminal",
    non_criminal: "minor_damage",
    date: yesterday,
    hour: "23",
    address: "12 Main Street",
    pin: "41.14140,-73.35790",
    vehicles: [{ plate: "AB12345", state: "CT" }],
    things: [{ category: "phone", description: "telephone", serial: "C02XK1GHJG5H", fate }],
    narrative: "Seen by an officer.",
  });
  return [incident("26-009001", "stolen"), incident("26-009002", "found")];
}

/** Taken in twice they are the same. */
export async function takeIn(server: RunningServer, incidents: object[]): Promise<void> {
  const file = join(server.folder, "incidents.json");
  writeFileSync(file, incidents.map((incident) => JSON.stringify(incident)).join("\n"));
  await command(server, ["records", "import", file]);
}
