import clsx from "clsx";
import { File, FileArchive, FileAudio, FileText, FileVideo, Image, Mic } from "lucide-react";
import { useState } from "react";
import { useObjectUrl } from "./use-object-url.ts";

const KINDS = [
  [/^image\//, Image],
  [/^video\//, FileVideo],
  [/^audio\//, FileAudio],
  [/^text\/|pdf|document|msword|spreadsheet|presentation/, FileText],
  [/zip|tar|compressed|7z|rar/, FileArchive],
] as const;

/** Browsers draw these; of others their kind is shown. */
const DRAWN = /^image\/(jpeg|png|webp|gif|avif|bmp|svg\+xml)$/;

type FileMarkProps = { mimeType: string; blob?: Blob | undefined; isVoice?: boolean };

/** What a file looks like at a glance: itself, when it is a picture that this page has. */
export function FileMark({ mimeType, blob, isVoice }: FileMarkProps) {
  const url = useObjectUrl(DRAWN.test(mimeType) ? blob : undefined);
  const [isBroken, setIsBroken] = useState(false);
  const Icon = isVoice ? Mic : (KINDS.find(([kind]) => kind.test(mimeType))?.[1] ?? File);
  return (
    <span
      aria-hidden="true"
      className={clsx(
        "flex size-10 shrink-0 items-center justify-center overflow-hidden rounded-lg text-soft",
        !url && "bg-hover",
      )}
    >
      {url && !isBroken ? (
        // biome-ignore lint/performance/noImgElement: an object URL, of this page alone
        <img
          src={url}
          alt=""
          className="size-full object-cover"
          onError={() => setIsBroken(true)}
        />
      ) : (
        <Icon size={20} />
      )}
    </span>
  );
}
