/** A voice message's loudness is told in so many values at most, each from 0 to `LOUDEST`. */
export const WAVEFORM_VALUES = 64;
export const LOUDEST = 31;

/** Below this everything is silence: it is not blown up to look like words. */
const FAINTEST_PEAK = 0.02;

/** Loudness over time, evenly, of what was measured in even steps (RMS, from 0 to 1). */
export function toWaveform(levels: readonly number[]): number[] {
  const count = Math.min(WAVEFORM_VALUES, levels.length);
  const buckets = Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * levels.length) / count);
    const until = Math.floor(((index + 1) * levels.length) / count);
    return loudest(levels, from, until);
  });
  const peak = Math.max(FAINTEST_PEAK, loudest(buckets, 0, buckets.length));
  return buckets.map((level) => Math.round((Math.min(level, peak) / peak) * LOUDEST));
}

/** Without spreading them as arguments: an hour has more than a call takes. */
function loudest(levels: readonly number[], from: number, until: number): number {
  let most = 0;
  for (let index = from; index < until; index++) most = Math.max(most, levels[index] ?? 0);
  return most;
}
