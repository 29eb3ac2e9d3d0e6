declare global {
  interface Window {
    /** When the next picture of somebody else was decoded, since 1970. */
    nextPicture: () => Promise<number>;
  }
}

/** Runs in the page, before its own code: sees the first picture of each connection. */
export function watchPictures(): void {
  let seen: (atMs: number) => void = () => undefined;
  window.nextPicture = () =>
    new Promise((resolve) => {
      seen = resolve;
    });
  const Processor = (globalThis as unknown as { MediaStreamTrackProcessor: PictureReader })
    .MediaStreamTrackProcessor;
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...given: ConstructorParameters<typeof RTCPeerConnection>) {
      super(...given);
      this.addEventListener("track", async ({ track }) => {
        if (track.kind !== "video") return;
        const copy = track.clone();
        const reader = new Processor({ track: copy }).readable.getReader();
        const { value } = await reader.read();
        if (value) seen(performance.timeOrigin + performance.now());
        value?.close();
        await reader.cancel();
        copy.stop();
      });
    }
  };
}

type PictureReader = new (of: {
  track: MediaStreamTrack;
}) => {
  readable: ReadableStream<VideoFrame>;
};
