import { askControl, CONTROL_OPTIONS } from "./ask-control.ts";
import { defineCommand, refuseArguments, UsageError } from "./command.ts";

export const restore = defineCommand({
  usage: "NAME [options]",
  about: `Brings a snapshot back into the running stack, all of it or nothing. What came after it is gone,
streams end with "unavailable", and requests wait until it is done. Apps have to go back as well: a
client whose database is of a later time does not find what it knows. "snapshot" lists the names.`,
  options: {
    ...CONTROL_OPTIONS,
    "empty-others": {
      type: "boolean",
      says: "empty the parts that the snapshot has nothing for; else it is refused",
    },
  },
  examples: ["restore three-groups"],
  async run({ flags, args }) {
    const [name, ...rest] = args;
    refuseArguments(rest);
    if (name === undefined)
      throw new UsageError('Which one? "parley-local-stack snapshot" lists them.');
    const body = { name, emptyOthers: flags["empty-others"] ?? false };
    const answer = await askControl(flags.control, "/restore", { method: "POST", body });
    console.log(flags.json ? JSON.stringify(answer) : `The stack is as it was at ${name}.`);
    return 0;
  },
});
