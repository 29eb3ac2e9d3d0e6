/**
 * What a description asks of the other side's sender, so that sizes of packets say nothing of what
 * is said: Opus at a constant bitrate (RFC 7587), and no levels of sound in the clear (RFC 6464).
 */
export function withoutTraces(sdp: string): string {
  const opus = /^a=rtpmap:(\d+) opus\/48000/im.exec(sdp)?.[1];
  const lines = sdp
    .split("\r\n")
    .filter(
      (line) => !/^a=extmap:\d+(?:\/\w+)? urn:ietf:params:rtp-hdrext:ssrc-audio-level/i.test(line),
    );
  return lines
    .map((line) => (opus && line.startsWith(`a=fmtp:${opus} `) ? withConstantBitrate(line) : line))
    .join("\r\n");
}

function withConstantBitrate(line: string): string {
  return /[ ;]cbr=/.test(line) ? line : `${line};cbr=1`;
}
