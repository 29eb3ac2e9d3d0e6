const NOTES_HZ = [523.3, 659.3, 784] as const;
const NOTE_SECONDS = 0.25;
const LOUDNESS = 0.2;

/** Three notes, made here, through that speaker; through the system's where it is gone. */
export async function testSpeaker(id: string): Promise<void> {
  const context = new AudioContext();
  const element = new Audio();
  try {
    const out = context.createMediaStreamDestination();
    element.srcObject = out.stream;
    // Not every browser lets a page choose.
    await element.setSinkId?.(id).catch(() => undefined);
    await Promise.all([context.resume(), element.play()]);
    await play(context, out);
  } finally {
    element.srcObject = null;
    await context.close();
  }
}

function play(context: AudioContext, out: AudioNode): Promise<unknown> {
  const ends = NOTES_HZ.map((frequency, index) => {
    const oscillator = new OscillatorNode(context, { frequency });
    const volume = new GainNode(context, { gain: LOUDNESS });
    const startsAt = context.currentTime + index * NOTE_SECONDS;
    volume.gain.setTargetAtTime(0, startsAt, NOTE_SECONDS / 3);
    oscillator.connect(volume).connect(out);
    oscillator.start(startsAt);
    oscillator.stop(startsAt + NOTE_SECONDS);
    return new Promise((resolve) => oscillator.addEventListener("ended", resolve));
  });
  return Promise.all(ends);
}
