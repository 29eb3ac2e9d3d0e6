import { askControl, CONTROL_OPTIONS } from "./ask-control.ts";
import { defineCommand, refuseArguments } from "./command.ts";

export const unplug = defineCommand({
  usage: "[options]",
  about: `Takes the network away: every stream ends, and the ports of network, history server and IPFS node
are closed until "plug-in". Nothing that was stored is lost. The chain and the control port stay.`,
  options: CONTROL_OPTIONS,
  examples: ["unplug", "plug-in"],
  async run({ flags, args }) {
    refuseArguments(args);
    const answer = await askControl(flags.control, "/unplug", { method: "POST" });
    console.log(flags.json ? JSON.stringify(answer) : "The network is away, until plug-in.");
    return 0;
  },
});
