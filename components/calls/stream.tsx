import clsx from "clsx";
import { type RefObject, useEffect, useRef } from "react";

type SoundProps = { stream: MediaStream; speaker: string };

/** What is heard of the other side. It plays where there is no picture, too. */
export function Sound({ stream, speaker }: SoundProps) {
  const ref = useStream<HTMLAudioElement>(stream);
  useEffect(() => {
    const element = ref.current;
    // Not every browser lets a page choose; one that is unplugged leaves it to the system.
    element?.setSinkId?.(speaker).catch(() => element.setSinkId("").catch(() => undefined));
  }, [ref, speaker]);
  // biome-ignore lint/a11y/useMediaCaption: nobody has written down what is being said right now
  return <audio ref={ref} autoPlay />;
}

type PictureProps = {
  ref?: RefObject<HTMLVideoElement | null>;
  label: string;
  stream: MediaStream;
  /** As in a mirror: nobody knows themselves the other way round. */
  isMirrored?: boolean;
  /** Fills its place, and loses what has no room. */
  isCropped?: boolean;
};

/** What is seen of one side. Its sound is another element's business. */
export function Picture({ ref: given, label, stream, isMirrored, isCropped }: PictureProps) {
  const ref = useStream<HTMLVideoElement>(stream, given);
  return (
    <video
      ref={ref}
      aria-label={label}
      autoPlay
      muted
      playsInline
      className={clsx(
        "size-full",
        isCropped ? "object-cover" : "object-contain",
        isMirrored && "-scale-x-100",
      )}
    />
  );
}

function useStream<Element extends HTMLMediaElement>(
  stream: MediaStream,
  given?: RefObject<Element | null>,
) {
  const made = useRef<Element>(null);
  const ref = given ?? made;
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    element.srcObject = stream;
    // A browser may want a press first; there was one, to take the call or to make it.
    element.play().catch(() => undefined);
    return () => {
      element.srcObject = null;
    };
  }, [ref, stream]);
  return ref;
}
