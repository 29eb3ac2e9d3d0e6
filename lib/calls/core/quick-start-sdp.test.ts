import { expect, it } from "vitest";
import { withQuickStart } from "./quick-start-sdp.ts";

const SDP = [
  "m=audio 9 UDP/TLS/RTP/SAVPF 111",
  "a=rtpmap:111 opus/48000/2",
  "a=fmtp:111 minptime=10",
  "m=video 9 UDP/TLS/RTP/SAVPF 96 97 98",
  "a=rtpmap:96 VP8/90000",
  "a=rtpmap:97 rtx/90000",
  "a=fmtp:97 apt=96",
  "a=rtpmap:98 H264/90000",
  "a=fmtp:98 packetization-mode=1",
  "",
].join("\r\n");

it("lets pictures begin at what a first one needs, and changes nothing else", () => {
  expect(withQuickStart(SDP).split("\r\n")).toEqual([
    "m=audio 9 UDP/TLS/RTP/SAVPF 111",
    "a=rtpmap:111 opus/48000/2",
    "a=fmtp:111 minptime=10",
    "m=video 9 UDP/TLS/RTP/SAVPF 96 97 98",
    "a=rtpmap:96 VP8/90000",
    "a=fmtp:96 x-google-start-bitrate=1000",
    "a=rtpmap:97 rtx/90000",
    "a=fmtp:97 apt=96",
    "a=rtpmap:98 H264/90000",
    "a=fmtp:98 packetization-mode=1;x-google-start-bitrate=1000",
    "",
  ]);
  expect(withQuickStart(withQuickStart(SDP))).toBe(withQuickStart(SDP));
});
