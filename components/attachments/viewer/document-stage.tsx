import { Download, Minus, Plus } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { FRAME_READY, type FromFrame, type ToFrame } from "@/lib/attachments/core/frame-talk.ts";
import { Button } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { useSave } from "../use-save.tsx";
import { Middle } from "./middle.tsx";

type DocumentStageProps = {
  opened: { blob: Blob; mimeType: string };
  what: "pdf" | "text";
  name: string;
  onClose: () => void;
};

type Shown = {
  status: "opening" | "shown" | Extract<FromFrame, { kind: "failed" }>["reason"];
  isCut: boolean;
  page?: { at: number; count: number };
};

const SCALES = [0.5, 0.75, 1, 1.25, 1.5, 2, 3] as const;

/**
 * A PDF or a text, in a frame that runs scripts and is of no origin: it can't reach this page, its
 * storage or any server. It gets the bytes, and nothing else.
 */
export function DocumentStage({ opened, what, name, onClose }: DocumentStageProps) {
  const t = useTranslations("attachments.viewer");
  const { blob } = opened;
  const { save, question } = useSave();
  const frame = useRef<HTMLIFrameElement>(null);
  const port = useRef<MessagePort>(undefined);
  const [shown, setShown] = useState<Shown>({ status: "opening", isCut: false });
  const [step, setStep] = useState(SCALES.indexOf(1));
  const close = useRef(onClose);
  close.current = onClose;

  useEffect(() => {
    const hear = ({ data }: MessageEvent<FromFrame>) => {
      if (data.kind === "key") close.current();
      else if (data.kind === "page") setShown((now) => ({ ...now, page: data }));
      else if (data.kind === "shown") setShown((now) => ({ ...now, status: "shown", ...data }));
      else setShown((now) => ({ ...now, status: data.reason }));
    };
    const greet = async ({ source, origin, data, ports }: MessageEvent) => {
      // Of that window alone, while it is of no origin: what navigated away is another document.
      const isFrame = source === frame.current?.contentWindow && origin === "null";
      if (!isFrame || data !== FRAME_READY || !ports[0] || port.current) return;
      port.current = ports[0];
      ports[0].onmessage = hear;
      const bytes = await blob.arrayBuffer();
      tell(ports[0], { kind: "show", what, bytes, name, scheme: schemeOf() }, [bytes]);
    };
    window.addEventListener("message", greet);
    return () => {
      window.removeEventListener("message", greet);
      port.current?.close();
      port.current = undefined;
    };
  }, [blob, what, name]);

  const zoom = (by: number) => {
    const next = Math.max(0, Math.min(SCALES.length - 1, step + by));
    setStep(next);
    if (port.current) tell(port.current, { kind: "zoom", scale: SCALES[next] ?? 1 });
  };
  const isLate = useIsLate(shown.status === "opening");
  const hasFailed = shown.status !== "opening" && shown.status !== "shown";
  return (
    <>
      <iframe
        ref={frame}
        src="/api/viewer/page"
        sandbox="allow-scripts"
        referrerPolicy="no-referrer"
        title={t("frame", { name })}
        className={hasFailed ? "hidden" : "absolute inset-0 size-full"}
      />
      {shown.status === "opening" && (
        <Middle>
          <span role="status" className="flex items-center gap-2">
            <Spinner />
            {t("opening")}
          </span>
          {isLate && <p role="alert">{t("late")}</p>}
          {isLate && <SaveButton onClick={() => save(opened, name)} />}
        </Middle>
      )}
      {hasFailed && (
        <Middle>
          <p role="alert">{t(shown.status as "failed")}</p>
          <SaveButton onClick={() => save(opened, name)} />
        </Middle>
      )}
      {question}
      {shown.status === "shown" && (
        <div className="absolute bottom-[max(0.75rem,env(safe-area-inset-bottom))] left-1/2 flex -translate-x-1/2 items-center rounded-full bg-stage/85 text-sm">
          <IconButton
            label={t("zoomOut")}
            disabled={step === 0}
            onClick={() => zoom(-1)}
            className={BAR_BUTTON}
          >
            <Minus aria-hidden="true" size={18} />
          </IconButton>
          {shown.page && (
            <span className="whitespace-nowrap px-1 tabular-nums">{t("pages", shown.page)}</span>
          )}
          {shown.isCut && <span className="px-2 text-xs">{t("cut")}</span>}
          <IconButton
            label={t("zoomIn")}
            disabled={step === SCALES.length - 1}
            onClick={() => zoom(1)}
            className={BAR_BUTTON}
          >
            <Plus aria-hidden="true" size={18} />
          </IconButton>
        </div>
      )}
    </>
  );
}

/** A frame that says nothing for so long may never. */
const LATE_AFTER_MS = 10_000;

function useIsLate(isAwaited: boolean): boolean {
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    if (!isAwaited) return;
    const timer = setTimeout(() => setIsLate(true), LATE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isAwaited]);
  return isLate;
}

function SaveButton({ onClick }: { onClick: () => void }) {
  const t = useTranslations("attachments");
  return (
    <Button onClick={onClick}>
      <Download aria-hidden="true" size={18} />
      {t("save")}
    </Button>
  );
}

const BAR_BUTTON = "rounded-full! text-on-veil! hover:bg-on-veil/15! disabled:opacity-40";

function tell(port: MessagePort, message: ToFrame, moved: Transferable[] = []): void {
  port.postMessage(message, moved);
}

function schemeOf(): "light" | "dark" {
  const { theme } = document.documentElement.dataset;
  if (theme === "light" || theme === "dark") return theme;
  return window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}
