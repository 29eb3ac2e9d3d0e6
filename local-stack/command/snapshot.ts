import type { SnapshotInfo } from "../snapshots/snapshots.ts";
import { askControl, CONTROL_OPTIONS } from "./ask-control.ts";
import { defineCommand, refuseArguments } from "./command.ts";

const KIB = 1024;

export const snapshot = defineCommand({
  usage: "[NAME] [options]",
  about: `Writes down all that the running stack keeps, under a name, while it goes on. Without a name it
lists the snapshots that there are. They lie in "snapshots" in the data folder, or where "up --snapshots"
says; without either they end with the stack.`,
  options: {
    ...CONTROL_OPTIONS,
    replace: { type: "boolean", says: "take the place of the snapshot of that name" },
  },
  examples: ["snapshot three-groups", "snapshot three-groups --replace", "snapshot"],
  async run({ flags, args }) {
    const [name, ...rest] = args;
    refuseArguments(rest);
    if (name === undefined) {
      const { snapshots } = await askControl<{ snapshots: SnapshotInfo[] }>(
        flags.control,
        "/snapshots",
      );
      const lines = snapshots.map(describe).join("\n") || "There are no snapshots.";
      console.log(flags.json ? JSON.stringify(snapshots) : lines);
      return 0;
    }
    const body = { name, replace: flags.replace ?? false };
    const info = await askControl<SnapshotInfo>(flags.control, "/snapshots", {
      method: "POST",
      body,
    });
    console.log(flags.json ? JSON.stringify(info) : describe(info));
    return 0;
  },
});

function describe({ name, createdAt, bytes, parts }: SnapshotInfo): string {
  const size = `${Math.ceil(bytes / KIB)} KiB`;
  return `  ${name}  ${createdAt}  ${size}  ${parts.join(", ")}`;
}
