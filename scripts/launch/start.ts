import { existsSync } from "node:fs";
import path from "node:path";
import { LOCAL_CHAIN_ID } from "../../lib/config/local-chain.ts";
import { type AppConfig, parseConfig } from "../../lib/config/parse-config.ts";
import { ROOT } from "../bootstrap/prepare.mjs";
import { Complaint, elapsed, say } from "../bootstrap/say.mjs";
import { bundleEmbedScript } from "../embed/bundle-script.mjs";
import { launchApp } from "./app.ts";
import { buildIfChanged } from "./build.ts";
import { type Child, endingReport, stopAll } from "./child.ts";
import { requireWritable } from "./data-folder.ts";
import { portOrAny, requirePortsFree, type WantedPort } from "./ports.ts";
import { type LaunchedStack, launchStack } from "./stack.ts";
import { onStopRequested } from "./stop-request.ts";

/** Where the command line of the local network looks for it. */
const CONTROL_PORT = 5561;

export type StartOptions = {
  isDevelopment: boolean;
  /** Has more to say of what can be opened now. */
  onReady?: () => void;
};

/**
 * Runs Parley until it is told to stop: checks the settings and the ports, builds what changed,
 * starts the local network (where one is wanted) and the app, and prints one address.
 *
 * Fails, with nothing left running, with a sentence per mistake.
 */
export async function start({ isDevelopment, onReady }: StartOptions): Promise<void> {
  let isStopping = false;
  onStopRequested(() => {
    isStopping = true;
    void stopAll().then(() => process.exit(0));
  });
  try {
    const config = checkedConfig();
    await requirePortsFree(wantedPorts(config));
    requireWritable(config.dataDir);
    // What other sites load is a part of the build, or of what stands for one.
    if (isDevelopment) await bundleEmbedScript(path.join(ROOT, ".next", "embed.js"));
    else await build(config);
    const children = await launchAll(config, isDevelopment);
    say(`\nParley is ready: http://localhost:${config.ports.app}`);
    onReady?.();
    say("Press Ctrl-C to stop.");
    await failWhenOneEnds(children);
  } catch (error) {
    // What we end ourselves looks like a failure to whoever waits for it.
    if (isStopping) return;
    await stopAll();
    throw error;
  }
}

/** The settings of the environment and of `.env`; the environment wins. */
function checkedConfig(): AppConfig {
  const envFile = path.join(ROOT, ".env");
  if (existsSync(envFile)) process.loadEnvFile(envFile);
  const result = parseConfig(process.env);
  for (const warning of result.warnings) say(`  Note: ${warning}`);
  if (result.ok) return { ...result.config, dataDir: path.resolve(ROOT, result.config.dataDir) };
  throw new Complaint(
    `Parley cannot start with these settings:\n  ${result.problems.join("\n  ")}`,
  );
}

function wantedPorts(config: AppConfig): WantedPort[] {
  const { ports, startsLocalStack, startsLocalChain, startsLocalIpfs } = config;
  const app = { port: ports.app, setting: "PARLEY_PORT" };
  if (!startsLocalStack) return [app];
  return [
    app,
    { port: ports.grpcWeb, setting: "XMTP_GRPC_WEB_PORT" },
    { port: ports.grpc, setting: "XMTP_GRPC_PORT" },
    { port: ports.history, setting: "XMTP_HISTORY_PORT" },
    ...(startsLocalChain ? [{ port: ports.chain, setting: "PARLEY_CHAIN_PORT" }] : []),
    ...(startsLocalIpfs
      ? [
          { port: ports.ipfsRpc, setting: "PARLEY_IPFS_RPC_PORT" },
          { port: ports.ipfsGateway, setting: "PARLEY_IPFS_GATEWAY_PORT" },
        ]
      : []),
  ];
}

async function build({ dataDir }: AppConfig): Promise<void> {
  const begunMs = performance.now();
  const isNew = await buildIfChanged(ROOT, dataDir);
  say(`  Production build ${isNew ? `done (${elapsed(begunMs)})` : "up to date"}`);
}

async function launchAll(config: AppConfig, isDevelopment: boolean): Promise<Child[]> {
  const { dataDir, ports } = config;
  const begunMs = performance.now();
  const [app, stack] = await Promise.all([
    launchApp({ port: ports.app, dataDir, isDevelopment }),
    config.startsLocalStack ? launchNetwork(config) : undefined,
  ]);
  say(`  Servers          up (${elapsed(begunMs)})`);
  if (config.startsLocalChain) {
    say(`  Local chain      http://localhost:${ports.chain} (chain id ${LOCAL_CHAIN_ID})`);
  }
  if (stack?.inspectorUrl)
    say(`  Inspector        ${whereInspectorIs(stack.inspectorUrl, config)}`);
  return stack ? [app, stack.child] : [app];
}

async function launchNetwork(config: AppConfig): Promise<LaunchedStack> {
  const { dataDir, ports, chains } = config;
  // Its own chain is not told to it: the stack that reads of one starts none.
  const others = config.startsLocalChain
    ? chains.filter(({ chainId }) => chainId !== LOCAL_CHAIN_ID)
    : chains;
  const controlPort = await portOrAny(CONTROL_PORT, Object.values(ports));
  const ipfs = config.startsLocalIpfs;
  return launchStack({ ports, dataDir, chains: others, ipfs, controlPort });
}

/** The commands of `parley-local-stack` have to be told of another port than the usual one. */
function whereInspectorIs(url: string, { ports }: AppConfig): string {
  const { port } = new URL(url);
  if (Number(port) === CONTROL_PORT) return url;
  const isOurs = Object.values(ports).includes(CONTROL_PORT);
  const why = isOurs ? "is chosen for something else" : "is taken";
  return `${url} (port ${CONTROL_PORT} ${why}; commands need --control ${port})`;
}

async function failWhenOneEnds(children: readonly Child[]): Promise<never> {
  const report = await Promise.race(
    children.map(async (child) => endingReport(child, await child.exited)),
  );
  throw new Complaint(report);
}
