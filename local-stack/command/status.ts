import type { StackStatus } from "../control/stack-routes.ts";
import { askControl, CONTROL_OPTIONS } from "./ask-control.ts";
import { defineCommand, refuseArguments } from "./command.ts";

export const status = defineCommand({
  usage: "[options]",
  about: `Says what runs, where it answers and how much it holds. The exit code is 1 when no stack runs,
so it also tells scripts whether one does.`,
  options: CONTROL_OPTIONS,
  examples: ["status", "status --json", "status --control 6000"],
  async run({ flags, args }) {
    refuseArguments(args);
    const answer = await askControl<StackStatus>(flags.control, "/status");
    console.log(flags.json ? JSON.stringify(answer) : describe(answer));
    return 0;
  },
});

function describe(status: StackStatus): string {
  const { version, uptimeMs, pid, data, ready, warm, urls, counts, ipfs } = status;
  const places = Object.entries(urls).map(([name, url]) => [name, url] as const);
  const lines: (readonly [string, string])[] = [
    ["version", version],
    ["running for", `${Math.round(uptimeMs / 1000)} s, as process ${pid}`],
    ["keeps data", data ?? "in memory, until it ends"],
    ...(ready ? [] : [["ports", "closed, until a restart is done"] as const]),
    ["identities", warm ? "are judged at once" : "wait until libxmtp has started"],
    ...places,
    ["messages", String(counts.groupMessages)],
    ["welcomes", String(counts.welcomeMessages)],
    ["inboxes", `${counts.inboxes}, with ${counts.installations} installations`],
    ["subscriptions", String(counts.subscriptions)],
    ...(ipfs ? [["IPFS", `${ipfs.blocks} blocks, ${ipfs.pins} pins`] as const] : []),
  ];
  return lines.map(([name, value]) => `  ${name.padEnd(15)}${value}`).join("\n");
}
