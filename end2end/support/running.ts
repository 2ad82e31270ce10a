// The server that the global setup started, as the tests see it.
export const SERVER_VARIABLE = "WESTPORT_TEST_SERVER";

export interface RunningServer {
  /** Where it answers, without a slash at the end. */
  readonly url: string;
  /** Its working folder, with `var/` in it. */
  readonly folder: string;
  /** The folder that mail is written to. */
  readonly mail: string;
  /** The folder that reports are handed over in. */
  readonly rms: string;
  readonly logFile: string;
  readonly env: NodeJS.ProcessEnv;
}

export function runningServer(): RunningServer {
  const told = process.env[SERVER_VARIABLE];
  if (!told) throw new Error("the global setup has not started a server");
  return JSON.parse(told) as RunningServer;
}
