// One server for the whole run, in a folder of its own. The tests learn of it through the environment, the
// only thing that reaches their processes.
import { startServer } from "./server.mjs";
import { SERVER_VARIABLE } from "./running.ts";

export default async function setUp(): Promise<() => Promise<void>> {
  const server = await startServer();
  const { url, folder, mail, rms, logFile, env } = server;
  process.env[SERVER_VARIABLE] = JSON.stringify({ url, folder, mail, rms, logFile, env });
  return server.stop;
}
