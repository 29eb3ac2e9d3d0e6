import { Expand, PictureInPicture2, Shrink } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import { useTranslations } from "use-intl";

/** The picture over the windows of other programs (Picture-in-Picture), where the browser has that. */
export function OwnWindow({ picture }: { picture: RefObject<HTMLVideoElement | null> }) {
  const t = useTranslations("calls");
  if (!document.pictureInPictureEnabled) return null;
  return (
    <OverPicture
      label={t("ownWindow")}
      onClick={() => {
        const leave = document.pictureInPictureElement !== null;
        const done = leave
          ? document.exitPictureInPicture()
          : picture.current?.requestPictureInPicture();
        // Before its first frame there is no picture to put there.
        done?.catch(() => undefined);
      }}
    >
      <PictureInPicture2 aria-hidden="true" size={18} />
    </OverPicture>
  );
}

type OverPictureProps = { label: string; onClick: () => void; children: ReactNode };

/** A button that can be seen on any picture. */
function OverPicture({ label, onClick, children }: OverPictureProps) {
  return (
    <button
      type="button"
      title={label}
      aria-label={label}
      onClick={onClick}
      className="flex size-9 items-center justify-center rounded-lg bg-veil text-on-veil"
    >
      {children}
    </button>
  );
}

/** The page over the whole screen, or as it was. */
export function FillScreen({ isFull, onFull }: { isFull: boolean; onFull: () => void }) {
  const t = useTranslations("calls.full");
  const Icon = isFull ? Shrink : Expand;
  return (
    <OverPicture label={t(isFull ? "end" : "begin")} onClick={onFull}>
      <Icon aria-hidden="true" size={18} />
    </OverPicture>
  );
}
