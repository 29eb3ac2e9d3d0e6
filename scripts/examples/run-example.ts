/**
 * `npm run example -- NAME`: an example and a Parley that lets it in, from a fresh clone as well.
 * With PARLEY_URL the example alone, for a Parley that runs already.
 */
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { parseArgs } from "node:util";
import { parseConfig } from "../../lib/config/parse-config.ts";
import { ROOT } from "../bootstrap/prepare.mjs";
import { Complaint, say } from "../bootstrap/say.mjs";
import { startChild } from "../launch/child.ts";
import { NEXT_PROGRAM } from "../launch/next-program.ts";
import { requirePortsFree } from "../launch/ports.ts";
import { start } from "../launch/start.ts";
import { buildPackage, EXAMPLES, type Example, folderOf, withParleyAt } from "./examples.ts";
import { serveFolder } from "./serve-folder.ts";

const USAGE = `npm run example -- NAME [--port 4000]

  NAME is one of ${EXAMPLES.join(", ")}.
  PARLEY_URL names a Parley that runs already; without it, one is started.`;

const DEFAULT_PORT = "4000";
/** Only this machine. */
const HOST = "127.0.0.1";

/** Serves an example for people, with what they change in it seen at once. */
async function serve(example: Example, port: number, parleyUrl: string): Promise<void> {
  const folder = folderOf(example);
  if (example === "plain-html") {
    createServer(serveFolder(folder, { rewrite: withParleyAt(parleyUrl) })).listen(port, HOST);
  } else if (example === "vite-react") {
    process.env.VITE_PARLEY_URL = parleyUrl;
    const { createServer: createViteServer } = await import("vite");
    const server = { host: HOST, port, strictPort: true };
    await (await createViteServer({ root: folder, server, logLevel: "warn" })).listen();
  } else {
    startChild({
      name: "The example",
      script: NEXT_PROGRAM,
      args: ["dev", folder, "-H", HOST, "-p", String(port)],
      env: { PARLEY_URL: parleyUrl },
      logFile: path.join(ROOT, ".parley", "logs", "example.log"),
    });
  }
}

function originOfRunning(): string | undefined {
  const text = process.env.PARLEY_URL;
  if (!text) return undefined;
  const url = URL.parse(text);
  if (url) return url.origin;
  throw new Complaint(
    `PARLEY_URL must be an address as https://parley.example.org; "${text}" is none.`,
  );
}

/** As Parley itself reads them. */
function portOfParley(): number {
  const envFile = path.join(ROOT, ".env");
  if (existsSync(envFile)) process.loadEnvFile(envFile);
  const result = parseConfig(process.env);
  if (result.ok) return result.config.ports.app;
  throw new Complaint(
    `Parley cannot start with these settings:\n  ${result.problems.join("\n  ")}`,
  );
}

const { values, positionals } = parseArgs({
  options: { port: { type: "string", default: DEFAULT_PORT } },
  allowPositionals: true,
});
const example = EXAMPLES.find((name) => name === positionals[0]);
const port = Number(values.port);
if (!example || !Number.isInteger(port)) throw new Complaint(USAGE);

await requirePortsFree([{ port, setting: "--port" }]);
await buildPackage();
const running = originOfRunning();
await serve(example, port, running ?? `http://localhost:${portOfParley()}`);
const origins = [`http://localhost:${port}`, `http://dapp.localhost:${port}`];
const sayWhere = () => {
  say(`The example is ready: ${origins[0]}, and as a page of another site ${origins[1]}`);
};
if (running) {
  sayWhere();
  say(`${running} lets it in with PARLEY_EMBED_ORIGINS=${origins.join(",")}`);
} else {
  const others = process.env.PARLEY_EMBED_ORIGINS;
  process.env.PARLEY_EMBED_ORIGINS = [...(others ? [others] : []), ...origins].join(",");
  await start({ isDevelopment: false, onReady: sayWhere });
}
