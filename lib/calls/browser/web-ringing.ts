import type { Ringing } from "../ports.ts";

type Tone = { notesHz: readonly number[]; everyMs: number; loudness: number };

/** A third and a fifth going up, and again: heard from the next room, and bearable in this one. */
const RING: Tone = { notesHz: [523.3, 659.3, 784], everyMs: 2_400, loudness: 0.12 };
/** It rings there: quiet, and slow. */
const WAIT: Tone = { notesHz: [440], everyMs: 3_600, loudness: 0.04 };

const NOTE_SECONDS = 0.16;
const FADE_SECONDS = 0.5;

/**
 * Sounds of a call, made here: nothing is fetched. A browser that lets no page sound before somebody
 * pressed something in it stays silent.
 */
export function webRinging(): Ringing {
  let context: AudioContext | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;
  let current: Tone | undefined;

  function play(tone: Tone): void {
    if (context?.state === "running") sound(context, tone);
  }

  function start(tone: Tone): void {
    if (current === tone) return;
    stop();
    current = tone;
    try {
      context = new AudioContext();
    } catch {
      // No audio device: there is still something to see.
      return;
    }
    void context.resume().then(
      () => play(tone),
      () => undefined,
    );
    timer = setInterval(() => play(tone), tone.everyMs);
  }

  function stop(): void {
    clearInterval(timer);
    void context?.close().catch(() => undefined);
    context = undefined;
    current = undefined;
  }

  return { ring: () => start(RING), wait: () => start(WAIT), stop };
}

function sound(audio: AudioContext, { notesHz, loudness }: Tone): void {
  notesHz.forEach((frequencyHz, index) => {
    const startsAt = audio.currentTime + index * NOTE_SECONDS;
    const endsAt = startsAt + FADE_SECONDS;
    const oscillator = new OscillatorNode(audio, { type: "sine", frequency: frequencyHz });
    const volume = new GainNode(audio, { gain: 0 });
    volume.gain.setValueAtTime(0, startsAt);
    volume.gain.linearRampToValueAtTime(loudness, startsAt + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, endsAt);
    oscillator.connect(volume).connect(audio.destination);
    oscillator.start(startsAt);
    oscillator.stop(endsAt);
  });
}
