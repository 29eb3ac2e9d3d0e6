import { get } from "node:http";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type Child, startChild, untilReady } from "./child.ts";
import { NEXT_PROGRAM } from "./next-program.ts";

/** Only this machine: browsers give a page the storage that XMTP needs on localhost or TLS alone. */
const HOST = "127.0.0.1";
const POLL_MS = 25;
/** Next waits for every connection, and browsers keep some open that they never use. */
const STOP_GRACE_MS = 1000;

export type AppOptions = {
  port: number;
  dataDir: string;
  isDevelopment?: boolean;
  /** Settings that differ from those of this process. */
  env?: Readonly<Record<string, string>>;
};

/** Starts the Next server as a process of its own. Resolves when it answers. */
export function launchApp(options: AppOptions): Promise<Child> {
  const child = startChild({
    name: "The app",
    script: NEXT_PROGRAM,
    args: [options.isDevelopment ? "dev" : "start", "-H", HOST, "-p", String(options.port)],
    logFile: path.join(options.dataDir, "logs", "app.log"),
    stopGraceMs: STOP_GRACE_MS,
    ...(options.env && { env: options.env }),
  });
  return untilReady(child, untilHealthy(options.port, child.exited));
}

async function untilHealthy(port: number, exited: Promise<unknown>): Promise<void> {
  let hasExited = false;
  void exited.then(() => {
    hasExited = true;
  });
  while (!hasExited) {
    if ((await healthStatus(port)) === 200) return;
    await delay(POLL_MS);
  }
}

/** Not `fetch`: it keeps the connection open, for which the server would wait when it ends. */
function healthStatus(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    get({ host: HOST, port, path: "/api/health", agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on("error", () => resolve(undefined));
  });
}
