import { readFile } from "node:fs/promises";
import { LocalStackError } from "../errors.ts";
import { parseRecording } from "../recording/recording-format.ts";
import { replayRecording } from "../recording/replay-recording.ts";
import { defineCommand, UsageError } from "./command.ts";
import { NETWORK_OPTIONS, networkUrl } from "./network-url.ts";

const DIFFERENT_SHOWN = 10;

export const replay = defineCommand({
  usage: "FILE [options]",
  about: `Sends a recording to the running stack, in the order in which its requests came then. A stack that is as empty as that
one was has the same messages in the same order in each conversation afterwards. Says what is answered
otherwise than it was, and exits with 1 then.`,
  options: {
    ...NETWORK_OPTIONS,
    "in-time": { type: "boolean", says: "as slowly as it was recorded" },
    json: { type: "boolean", says: "print what happened as JSON" },
  },
  examples: ["replay session.ndjson", "replay session.ndjson --in-time --json"],
  async run({ flags, args: [file, ...more] }) {
    if (file === undefined || more.length > 0) throw new UsageError("replay FILE: name one file.");
    const text = await readFile(file, "utf8").catch((cause: unknown) => {
      throw new LocalStackError(`${file} can't be read.`, { cause });
    });
    const recording = parseRecording(text);
    const url = await networkUrl(flags);
    const replayed = await replayRecording(recording, url, { inTime: flags["in-time"] ?? false });
    const { sent, different } = replayed;
    if (flags.json) console.log(JSON.stringify(replayed));
    else {
      console.log(`${sent} requests were sent, ${different.length} of them answered otherwise.`);
      for (const { n, rpc, recorded, now } of different.slice(0, DIFFERENT_SHOWN)) {
        console.log(`  request ${n}, ${rpc.split("/").at(-1)}: ${now}, and ${recorded} then`);
      }
      const { groupMessages, inboxes } = recording.header.before;
      if (groupMessages + inboxes > 0) {
        console.log("The recorded network was not empty when the recording began.");
      }
    }
    return different.length > 0 ? 1 : 0;
  },
});
