import { askControl, CONTROL_OPTIONS } from "./ask-control.ts";
import { defineCommand, refuseArguments, UsageError, wholeNumber } from "./command.ts";

/** Timers know no longer time. */
const MAX_DOWN_MS = 2 ** 31 - 1;

export const restart = defineCommand({
  usage: "[options]",
  about: `Ends every stream and connection, closes the ports of network, history server and IPFS node, and
opens them again. Nothing that was stored is lost: this is how an app meets a node that was away.
The chain and the control port stay.`,
  options: {
    ...CONTROL_OPTIONS,
    "down-ms": {
      type: "string",
      value: "MS",
      says: "keep the ports closed so long",
      otherwise: "0",
    },
  },
  examples: ["restart", "restart --down-ms 5000"],
  async run({ flags, args }) {
    refuseArguments(args);
    const downMs = wholeNumber("--down-ms", flags["down-ms"] ?? "0");
    if (downMs < 0 || downMs > MAX_DOWN_MS) {
      throw new UsageError(`--down-ms is from 0 to ${MAX_DOWN_MS}.`);
    }
    const answer = await askControl(flags.control, "/restart", {
      method: "POST",
      body: { downMs },
    });
    console.log(flags.json ? JSON.stringify(answer) : "The stack is back.");
    return 0;
  },
});
