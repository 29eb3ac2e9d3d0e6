import { useMemo } from "react";
import { thumbHashToDataURL } from "thumbhash";

/** The few colours that came with a message, until its picture is there. */
export function ThumbImage({ hash }: { hash: string }) {
  const url = useMemo(() => toUrl(hash), [hash]);
  if (!url) return null;
  // biome-ignore lint/performance/noImgElement: 25 bytes, drawn here
  return <img src={url} alt="" className="absolute inset-0 size-full object-cover" />;
}

function toUrl(hash: string): string | undefined {
  try {
    return thumbHashToDataURL(Uint8Array.from(atob(hash), (letter) => letter.charCodeAt(0)));
  } catch {
    return undefined;
  }
}
