import { askControl, CONTROL_OPTIONS } from "./ask-control.ts";
import { defineCommand, refuseArguments } from "./command.ts";

type PlainChange = {
  about: string;
  examples: readonly string[];
  /** Where the control port takes it. */
  path: string;
  /** What is printed when it is done. */
  done: string;
};

/** A command that tells the running stack to do something, and has nothing to choose. */
function plainChange({ about, examples, path, done }: PlainChange) {
  return defineCommand({
    usage: "[options]",
    about,
    options: CONTROL_OPTIONS,
    examples,
    async run({ flags, args }) {
      refuseArguments(args);
      const answer = await askControl(flags.control, path, { method: "POST" });
      console.log(flags.json ? JSON.stringify(answer) : done);
      return 0;
    },
  });
}

export const down = plainChange({
  about: `Ends the running stack: streams end with "unavailable", what is kept in a folder is closed, and
every port is free when this command returns.`,
  examples: ["down"],
  path: "/down",
  done: "The stack has ended.",
});

export const reset = plainChange({
  about: `Empties the running stack: network, history server, IPFS node and chain, in memory or on the disk.
Ports stay as they are, snapshots too. Apps have to forget what they stored as well: what they know
is of a network that is gone.`,
  examples: ["reset"],
  path: "/reset",
  done: "The stack is empty.",
});

export const unplug = plainChange({
  about: `Takes the network away: every stream ends, and the ports of network, history server and IPFS node
are closed until "plug-in". Nothing that was stored is lost. The chain and the control port stay.`,
  examples: ["unplug", "plug-in"],
  path: "/unplug",
  done: "The network is away, until plug-in.",
});

export const plugIn = plainChange({
  about: `Brings a network back that was taken away by "unplug", on the same ports, with all that it had.`,
  examples: ["plug-in"],
  path: "/plug-in",
  done: "The network is back.",
});
