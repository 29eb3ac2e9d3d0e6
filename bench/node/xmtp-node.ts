import { join } from "node:path";
import { type Started, startNode } from "../lib/child.ts";

export type StartedXmtpNode = Started & { urls: { grpcWeb: string; grpc: string } };

const CLI = join(import.meta.dirname, "../../local-stack/cli.mjs");

/** Starts the local network as a process on free ports; in memory unless `data` names a folder. */
export async function startXmtpNode(data = ":memory:"): Promise<StartedXmtpNode> {
  const started = await startNode([
    ...[CLI, "up", "--json", "--log-level", "silent", "--data", data],
    ...["--free-ports", "--no-chain"],
  ]);
  return { ...started, ...(JSON.parse(started.firstLine) as Pick<StartedXmtpNode, "urls">) };
}
