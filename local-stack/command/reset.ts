import { askControl, CONTROL_OPTIONS } from "./ask-control.ts";
import { defineCommand, refuseArguments } from "./command.ts";

export const reset = defineCommand({
  usage: "[options]",
  about: `Empties the running stack: network, history server, IPFS node and chain, in memory or on the disk.
Ports stay as they are, snapshots too. Apps have to forget what they stored as well: what they know
is of a network that is gone.`,
  options: CONTROL_OPTIONS,
  examples: ["reset"],
  async run({ flags, args }) {
    refuseArguments(args);
    const answer = await askControl(flags.control, "/reset", { method: "POST" });
    console.log(flags.json ? JSON.stringify(answer) : "The stack is empty.");
    return 0;
  },
});
