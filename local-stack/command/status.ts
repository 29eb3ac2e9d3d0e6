import type { StackStatus } from "../control/stack-routes.ts";
import { askControl, CONTROL_OPTIONS } from "./ask-control.ts";
import { defineCommand, refuseArguments } from "./command.ts";

export const status = defineCommand({
  usage: "[options]",
  about: `Says what runs, where it answers and how much it holds. The exit code is 1 when no stack runs, and
when one is not ready: while a restart has its ports closed, after a disk that failed, after a restore or
a reset that was made by half. So it also tells scripts whether there is one that can be used.`,
  options: CONTROL_OPTIONS,
  examples: ["status", "status --json", "status --control 6000"],
  async run({ flags, args }) {
    refuseArguments(args);
    const answer = await askControl<StackStatus>(flags.control, "/status");
    console.log(flags.json ? JSON.stringify(answer) : describe(answer));
    return answer.ready ? 0 : 1;
  },
});

function describe(status: StackStatus): string {
  const { version, uptimeMs, pid, data, problems = [], warm, urls, counts, ipfs } = status;
  const places = Object.entries(urls).map(([name, url]) => [name, url] as const);
  const lines: (readonly [string, string])[] = [
    ["version", version],
    ["running for", `${Math.round(uptimeMs / 1000)} s, as process ${pid}`],
    ["keeps data", data ?? "in memory, until it ends"],
    ...problems.map((problem) => ["not ready", problem] as const),
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
