import type { SeenCall } from "../inspect/core/seen-call.ts";
import { createMatcher, EVERYTHING } from "../inspect/page/filter.js";
import {
  contentInShort,
  durationOf,
  sizeOf,
  timeOf,
  topicsInShort,
} from "../inspect/page/words.js";
import { readLiveEvents } from "../inspect/read-live-events.ts";
import { askControl, CONTROL_OPTIONS, fetchControl } from "./ask-control.ts";
import { defineCommand, refuseArguments } from "./command.ts";

export const inspect = defineCommand({
  usage: "[options]",
  about: `Says where the inspector is, a page for the browser: live calls with what is in the clear of them,
open streams, the histories of identities, key packages. With --follow or --json the calls come to the
terminal instead: the last 2,000 that the stack remembers, and with --follow those that happen, until
the stack ends or Ctrl-C. A stream is told twice, when it opens and when it ends.`,
  options: {
    control: CONTROL_OPTIONS.control,
    follow: { type: "boolean", short: "f", says: "print calls as they happen" },
    json: { type: "boolean", says: "print each call as a line of JSON" },
    search: {
      type: "string",
      value: "WORDS",
      says: "only calls with all of these words in them: an RPC, a status, a topic, a reason",
    },
  },
  examples: [
    "inspect",
    "inspect --follow",
    "inspect --follow --search SendGroupMessages",
    "inspect --json --search invalid_argument",
  ],
  async run({ flags, args }) {
    refuseArguments(args);
    const { control, follow = false, json = false, search } = flags;
    if (!follow && !json && search === undefined) {
      // Asked, so that no address is given where nothing answers.
      const { urls } = await askControl<{ urls: { control: string } }>(control, "/status");
      console.log(`The inspector is at ${urls.control}`);
      return 0;
    }
    const isWanted = createMatcher({ ...EVERYTHING, text: search ?? "" });
    const print = (calls: readonly SeenCall[]) => {
      for (const call of calls.filter(isWanted)) {
        console.log(json ? JSON.stringify(call) : inALine(call));
      }
    };
    if (follow) await followCalls(control, print);
    else print(await askControl<SeenCall[]>(control, "/inspect/calls"));
    return 0;
  },
});

async function followCalls(
  control: string | undefined,
  print: (calls: readonly SeenCall[]) => void,
): Promise<void> {
  const response = await fetchControl(control, "/inspect/events");
  try {
    for await (const { name, data } of readLiveEvents(response)) {
      if (name === "calls") print(data);
      else if (name === "missed") console.error(`${data.calls} calls came too fast to be told.`);
    }
  } catch {
    // The connection broke off: the stack is gone, which is an end as good as any.
  }
  console.error("The stack has ended.");
}

function inALine(call: SeenCall): string {
  return [
    timeOf(call.beganMs),
    call.rpc.padEnd(24),
    call.code.padEnd(18),
    durationOf(call.latencyMs).padStart(9),
    sizeOf(call.requestBytes).padStart(9),
    topicsInShort(call.topics).padEnd(28),
    contentInShort(call),
  ]
    .join("  ")
    .trimEnd();
}
