import { askControl, CONTROL_OPTIONS } from "./ask-control.ts";
import { defineCommand, refuseArguments } from "./command.ts";

export const down = defineCommand({
  usage: "[options]",
  about: `Ends the running stack: streams end with "unavailable", what is kept in a folder is closed, and
every port is free when this command returns.`,
  options: CONTROL_OPTIONS,
  examples: ["down"],
  async run({ flags, args }) {
    refuseArguments(args);
    const answer = await askControl(flags.control, "/down", { method: "POST" });
    console.log(flags.json ? JSON.stringify(answer) : "The stack has ended.");
    return 0;
  },
});
