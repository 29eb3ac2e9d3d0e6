import { Camera, RotateCcw } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { useObjectUrl } from "../ui/use-object-url.ts";
import { fileStamp } from "./file-stamp.ts";
import { type MediaProblem, toMediaProblem } from "./media-problem.ts";

type CameraDialogProps = { open: boolean; onClose: () => void; onPhoto: (photo: File) => void };

/** Takes a picture with this device's camera, which is on only while this is open. */
export function CameraDialog({ open, onClose, onPhoto }: CameraDialogProps) {
  const t = useTranslations("sending.camera");
  return (
    <Dialog open={open} onClose={onClose} title={t("title")} className="split:w-[36rem]">
      {open && (
        <CameraView
          onPhoto={(photo) => {
            onPhoto(photo);
            onClose();
          }}
        />
      )}
    </Dialog>
  );
}

type Shot = { kind: "opening" | "live" } | { kind: "taken"; photo: File };

function CameraView({ onPhoto }: Pick<CameraDialogProps, "onPhoto">) {
  const t = useTranslations("sending.camera");
  const video = useRef<HTMLVideoElement>(null);
  const [shot, setShot] = useState<Shot>({ kind: "opening" });
  const [problem, setProblem] = useState<MediaProblem>();
  const isTaken = shot.kind === "taken";
  const url = useObjectUrl(isTaken ? shot.photo : undefined);

  useEffect(() => {
    if (isTaken) return;
    let stream: MediaStream | undefined;
    let isOver = false;
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    openCamera().then(
      (opened) => {
        stream = opened;
        if (isOver) return stop();
        if (video.current) video.current.srcObject = opened;
      },
      (thrown: unknown) => setProblem(toMediaProblem(thrown)),
    );
    return () => {
      isOver = true;
      stop();
    };
  }, [isTaken]);

  if (problem) return <p role="alert">{t(problem)}</p>;
  return (
    <>
      <div className="relative flex aspect-4/3 items-center justify-center overflow-hidden rounded-xl bg-sunken">
        {shot.kind === "opening" && <Spinner />}
        {isTaken ? (
          url && (
            // biome-ignore lint/performance/noImgElement: an object URL, of this page alone
            <img src={url} alt={t("taken")} className="size-full object-contain" />
          )
        ) : (
          <video
            ref={video}
            autoPlay
            playsInline
            muted
            // Before its first frame there is nothing to take.
            onLoadedData={() => setShot({ kind: "live" })}
            aria-label={t("preview")}
            className="absolute inset-0 size-full object-contain"
          />
        )}
      </div>
      <div className="flex justify-end gap-2">
        {isTaken ? (
          <>
            <Button look="secondary" onClick={() => setShot({ kind: "opening" })}>
              <RotateCcw aria-hidden="true" size={16} />
              {t("again")}
            </Button>
            <Button onClick={() => onPhoto(shot.photo)}>{t("use")}</Button>
          </>
        ) : (
          <Button
            disabled={shot.kind !== "live"}
            onClick={() => {
              if (!video.current) return;
              void photograph(video.current).then((photo) => setShot({ kind: "taken", photo }));
            }}
          >
            <Camera aria-hidden="true" size={18} />
            {t("take")}
          </Button>
        )}
      </div>
    </>
  );
}

async function openCamera(): Promise<MediaStream> {
  const size = { width: { ideal: 2560 }, height: { ideal: 1440 } };
  return navigator.mediaDevices.getUserMedia({ video: size, audio: false });
}

async function photograph(video: HTMLVideoElement): Promise<File> {
  const { videoWidth: width, videoHeight: height } = video;
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d")?.drawImage(video, 0, 0);
  const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.92 });
  return new File([blob], `photo-${fileStamp(new Date())}.jpg`, { type: "image/jpeg" });
}
