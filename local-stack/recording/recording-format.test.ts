import { describe, expect, it } from "vitest";
import { BrokenRecordingError, parseRecording } from "./recording-format.ts";

const SEND = "xmtp.mls.api.v1.MlsApi/SendGroupMessages";

describe("a file that is no recording, or a broken one,", () => {
  const header = JSON.stringify({
    format: "parley-recording",
    version: 1,
    startedAt: "2026-11-29T12:00:00.000Z",
    before: { groupMessages: 0, welcomeMessages: 0, inboxes: 0 },
  });
  const line = (change: object = {}) =>
    JSON.stringify({ n: 1, ms: 0, rpc: SEND, request: "", status: "ok", ...change });

  it.each([
    ["", "This is no recording"],
    ["{}\n", "This is no recording"],
    [`${header.replace(":1", ":2")}\n`, "newer version"],
    [`${header.replace("before", "after")}\n`, "does not say what was there before"],
    [`${header.replace('"inboxes":0', '"inboxes":"0"')}\n`, "does not say what was there before"],
    [`${header}\nnonsense\n`, "Line 2 is not a recorded request."],
    [`${header}\n${line()}\n${line({ n: "2" })}\n`, "Line 3 is not a recorded request."],
    [`${header}\n${line({ rpc: "x/Y" })}\n`, "Line 2 is a request that this node does not know."],
    [
      `${header}\n${line({ request: "//8=" })}\n`,
      "Line 2 has a request that is not what its name says.",
    ],
    [
      `${header}\n${line({ request: "?" })}\n`,
      "Line 2 has a request that is not what its name says.",
    ],
    [`${header}\n${line()}\n${line()}\n`, "the same place"],
    [`${header}\n${line()}\n${line().slice(0, 20)}`, "Line 3 is cut off"],
  ])("is refused with a sentence: %j", (text, sentence) => {
    expect(() => parseRecording(text)).toThrow(BrokenRecordingError);
    expect(() => parseRecording(text)).toThrow(sentence);
  });
});
