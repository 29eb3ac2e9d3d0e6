import { expect, it } from "vitest";
import { withoutTraces } from "./private-sdp.ts";

const SDP = [
  "v=0",
  "m=audio 9 UDP/TLS/RTP/SAVPF 111 63",
  "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level",
  "a=extmap:2/sendrecv urn:ietf:params:rtp-hdrext:ssrc-audio-level",
  "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid",
  "a=rtpmap:111 opus/48000/2",
  "a=fmtp:111 minptime=10;useinbandfec=1",
  "a=rtpmap:63 red/48000/2",
  "a=fmtp:63 111/111",
  "",
].join("\r\n");

it("asks for a constant bitrate of Opus and for no levels of sound, and changes nothing else", () => {
  expect(withoutTraces(SDP).split("\r\n")).toEqual([
    "v=0",
    "m=audio 9 UDP/TLS/RTP/SAVPF 111 63",
    "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid",
    "a=rtpmap:111 opus/48000/2",
    "a=fmtp:111 minptime=10;useinbandfec=1;cbr=1",
    "a=rtpmap:63 red/48000/2",
    "a=fmtp:63 111/111",
    "",
  ]);
  expect(withoutTraces(withoutTraces(SDP))).toBe(withoutTraces(SDP));
});
