import { askControl, CONTROL_OPTIONS } from "./ask-control.ts";
import { defineCommand, refuseArguments } from "./command.ts";

export const plugIn = defineCommand({
  usage: "[options]",
  about: `Brings a network back that was taken away by "unplug", on the same ports, with all that it had.`,
  options: CONTROL_OPTIONS,
  examples: ["plug-in"],
  async run({ flags, args }) {
    refuseArguments(args);
    const answer = await askControl(flags.control, "/plug-in", { method: "POST" });
    console.log(flags.json ? JSON.stringify(answer) : "The network is back.");
    return 0;
  },
});
