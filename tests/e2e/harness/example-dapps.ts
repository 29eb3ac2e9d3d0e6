import { type RequestListener, request } from "node:http";
import path from "node:path";
import { runTool } from "../../../scripts/checks/command.ts";
import { folderOf, withParleyAt } from "../../../scripts/examples/examples.ts";
import { serveFolder } from "../../../scripts/examples/serve-folder.ts";
import { startChild } from "../../../scripts/launch/child.ts";
import { NEXT_PROGRAM } from "../../../scripts/launch/next-program.ts";
import { freePorts } from "../../../scripts/launch/ports.ts";

/** The dapps of `examples/`, as they are built and served for everybody. `dataDir` takes what is built. */
export type Surroundings = { appUrl: string; dataDir: string };

export function plainHtml({ appUrl }: Surroundings): RequestListener {
  return serveFolder(folderOf("plain-html"), { rewrite: withParleyAt(appUrl) });
}

/** `development` is with what React does there besides: each component is mounted twice. */
export async function viteReact(
  { appUrl, dataDir }: Surroundings,
  mode: "production" | "development",
): Promise<RequestListener> {
  const outDir = path.join(dataDir, "examples", `vite-react-${mode}`);
  const args = ["build", folderOf("vite-react"), "--mode", mode, "--outDir", outDir];
  await build("vite", args, { NODE_ENV: mode, VITE_PARLEY_URL: appUrl });
  return serveFolder(outDir, { isApp: true });
}

/** Its own server is asked for everything, as behind any proxy. */
export async function nextApp({ appUrl, dataDir }: Surroundings): Promise<{
  listener: RequestListener;
  stop(): Promise<void>;
}> {
  const folder = folderOf("next");
  await build("next", ["build", folder], { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" });
  const [port = 0] = await freePorts(1);
  const child = startChild({
    name: "The example",
    script: NEXT_PROGRAM,
    args: ["start", folder, "-H", "127.0.0.1", "-p", String(port)],
    env: { PARLEY_URL: appUrl },
    logFile: path.join(dataDir, "logs", "example.log"),
  });
  await new Promise<void>((resolve, reject) => {
    child.process.stdout?.on("data", (said) => /Ready in/.test(String(said)) && resolve());
    void child.exited.then((how) => reject(new Error(`It ended ${how}: ${child.tail()}`)));
  });
  return { listener: passOnTo(port), stop: child.stop };
}

async function build(
  program: "vite" | "next",
  args: readonly string[],
  env: Record<string, string>,
): Promise<void> {
  const { exitCode, output } = await runTool(program, args, env);
  if (exitCode !== 0) throw new Error(output);
}

function passOnTo(port: number): RequestListener {
  return (asked, answered) => {
    const { url, method, headers } = asked;
    const to = request({ host: "127.0.0.1", port, path: url, method, headers }, (given) => {
      answered.writeHead(given.statusCode ?? 502, given.headers);
      given.pipe(answered);
    });
    to.on("error", () => answered.destroy());
    asked.pipe(to);
  };
}
