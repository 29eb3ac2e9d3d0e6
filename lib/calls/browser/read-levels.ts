import type { Levels } from "../ports.ts";

/** From the statistics of the two ends of the voice's line: no packet tells how loud it is. */
export async function readLevels(connection: RTCPeerConnection): Promise<Levels> {
  const [voice] = connection.getTransceivers();
  if (!voice) return { own: 0, theirs: 0 };
  const [sent, received] = await Promise.all([voice.sender.getStats(), voice.receiver.getStats()]);
  return { own: levelIn(sent, "media-source"), theirs: levelIn(received, "inbound-rtp") };
}

function levelIn(report: RTCStatsReport, type: string): number {
  const all = [
    ...(report as unknown as Map<string, { type: string; audioLevel?: number }>).values(),
  ];
  return all.find((each) => each.type === type)?.audioLevel ?? 0;
}
