/** Two soft notes, a fourth apart: noticed, and not remembered. */
const NOTES_HZ = [659.3, 880];
const NOTE_SECONDS = 0.09;
const FADE_SECONDS = 0.32;
const LOUDNESS = 0.07;
const ALLOWED_WITHIN_MS = 1_000;

let context: AudioContext | undefined;

/**
 * Plays Parley's own sound, made here: nothing is fetched. A browser that lets no page sound before
 * somebody pressed something in it stays silent.
 */
export function playChime(): void {
  try {
    context ??= new AudioContext();
    const audio = context;
    const askedAtMs = performance.now();
    audio.resume().then(
      () => {
        // Allowed only later it would ring when somebody presses something, long after the message.
        if (performance.now() - askedAtMs < ALLOWED_WITHIN_MS) ring(audio);
      },
      () => undefined,
    );
  } catch {
    // No audio device: there is still something to see.
  }
}

function ring(audio: AudioContext): void {
  NOTES_HZ.forEach((frequencyHz, index) => {
    const startsAt = audio.currentTime + index * NOTE_SECONDS;
    const endsAt = startsAt + FADE_SECONDS;
    const oscillator = new OscillatorNode(audio, { type: "sine", frequency: frequencyHz });
    const volume = new GainNode(audio, { gain: 0 });
    volume.gain.setValueAtTime(0, startsAt);
    volume.gain.linearRampToValueAtTime(LOUDNESS, startsAt + 0.012);
    volume.gain.exponentialRampToValueAtTime(0.0001, endsAt);
    oscillator.connect(volume).connect(audio.destination);
    oscillator.start(startsAt);
    oscillator.stop(endsAt);
  });
}
