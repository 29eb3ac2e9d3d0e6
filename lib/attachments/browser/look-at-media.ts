import type { FilePreview } from "../core/attachment.ts";
import { thumbHashOf } from "./thumb-hash.ts";

/** A file that shows nothing by then is sent without being seen. */
const LOOKED_WITHIN_MS = 4_000;

/**
 * What is seen of a video, and how long it or a sound lasts. Only a page can play one: in silence,
 * and for a moment. Nothing for what this browser can't play, or takes too long for.
 */
export async function lookAtMedia(file: Blob, signal?: EventTarget): Promise<FilePreview> {
  const isVideo = file.type.startsWith("video/");
  if (!isVideo && !file.type.startsWith("audio/")) return {};
  const media = document.createElement(isVideo ? "video" : "audio");
  const url = URL.createObjectURL(file);
  const ended = new AbortController();
  const tooLong = setTimeout(() => ended.abort(), LOOKED_WITHIN_MS);
  signal?.addEventListener("abort", () => ended.abort(), { signal: ended.signal });
  try {
    media.muted = true;
    media.preload = isVideo ? "auto" : "metadata";
    media.src = url;
    await heard(media, "loadedmetadata", ended.signal);
    const lasting = lastingOf(media);
    return media instanceof HTMLVideoElement
      ? { ...lasting, ...(await lookAtVideo(media, ended.signal)) }
      : lasting;
  } catch {
    return {};
  } finally {
    clearTimeout(tooLong);
    ended.abort();
    media.removeAttribute("src");
    media.load();
    URL.revokeObjectURL(url);
  }
}

function lastingOf({ duration }: HTMLMediaElement): FilePreview {
  return Number.isFinite(duration) ? { durationMs: Math.round(duration * 1_000) } : {};
}

async function lookAtVideo(video: HTMLVideoElement, signal: AbortSignal): Promise<FilePreview> {
  const { videoWidth: width, videoHeight: height } = video;
  if (!width || !height) return {};
  try {
    // The first frame is often black.
    video.currentTime = Number.isFinite(video.duration) ? Math.min(1, video.duration / 10) : 0;
    await heard(video, "seeked", signal);
    return { width, height, thumbHash: thumbHashOf(video, { width, height }) };
  } catch {
    return { width, height };
  }
}

function heard(media: HTMLMediaElement, event: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    media.addEventListener(event, () => resolve(), { once: true, signal });
    media.addEventListener("error", () => reject(media.error), { once: true, signal });
    signal.addEventListener("abort", () => reject(new Error("It took too long")), { once: true });
  });
}
