"use client";

import { Download, X } from "lucide-react";
import { type ReactNode, useLayoutEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { useFile } from "@/lib/react/use-files.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { useNowMs, useTimes } from "../../ui/use-times.ts";
import { FileAbout } from "../file-about.tsx";
import { isSeen } from "../media-layout.ts";
import type { ThreadFile } from "../thread-files.ts";
import { useFileName } from "../use-file-name.ts";
import { useSave } from "../use-save.tsx";
import { view } from "../viewing.ts";
import { Stage } from "./stage.tsx";
import { Steps } from "./steps.tsx";
import { useBackCloses } from "./use-back-closes.ts";

export type ViewerProps = {
  /** Of the thread, in its order. */
  files: readonly ThreadFile[];
  viewed: ThreadFile;
  nameOf: (inboxId: InboxId) => string;
  onClose: () => void;
};

/** One file over everything else; the arrow keys go to the pictures before and after it. */
export function Viewer({ files, viewed, nameOf, onClose }: ViewerProps) {
  const t = useTranslations("attachments.viewer");
  const dialog = useRef<HTMLDialogElement>(null);
  const close = useBackCloses(onClose);
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    shown?.querySelector<HTMLElement>("[data-close]")?.focus();
    // The focus goes back to where it was only from a dialog that is closed while it is there.
    return () => shown?.close();
  }, []);
  const row = isSeen(viewed.file) ? files.filter(({ file }) => isSeen(file)) : [viewed];
  const at = row.findIndex(({ key }) => key === viewed.key);
  const step = (by: number) => {
    const next = row[at + by];
    if (next) view(next.key);
  };
  return (
    <dialog
      ref={dialog}
      aria-label={t("label")}
      onCancel={(event) => {
        if (event.target !== dialog.current) return;
        event.preventDefault();
        close();
      }}
      onKeyDown={(event) => {
        if (event.target instanceof HTMLVideoElement || event.defaultPrevented) return;
        if (event.key === "ArrowLeft") step(-1);
        if (event.key === "ArrowRight") step(1);
      }}
      className="m-0 h-dvh max-h-none w-screen max-w-none bg-stage text-on-veil outline-none backdrop:bg-stage open:appear"
    >
      <div className="flex h-full flex-col">
        <TopBar viewed={viewed} nameOf={nameOf} onClose={close}>
          {row.length > 1 && (
            <span className="px-1 text-sm tabular-nums opacity-80">
              {t("position", { at: at + 1, count: row.length })}
            </span>
          )}
        </TopBar>
        <div className="relative min-h-0 flex-1">
          <Stage key={viewed.key} placed={viewed} onStep={step} onClose={close} />
          <Steps hasBefore={at > 0} hasAfter={at < row.length - 1} onStep={step} />
        </div>
      </div>
    </dialog>
  );
}

type TopBarProps = Pick<ViewerProps, "viewed" | "nameOf" | "onClose"> & { children: ReactNode };

function TopBar({ viewed, nameOf, onClose, children }: TopBarProps) {
  const t = useTranslations("attachments");
  const times = useTimes();
  const nowMs = useNowMs();
  const { state } = useFile(viewed);
  const name = useFileName(viewed, state);
  const { save, question } = useSave();
  const opened = state?.kind === "opened" ? state.opened : undefined;
  return (
    <header className="flex shrink-0 items-center gap-1 py-2 pr-2 pl-4">
      <div className="min-w-0 flex-1">
        <h2 className="foreign truncate font-semibold">{name}</h2>
        <p title={times.full(viewed.sentAtMs)} className="truncate text-xs opacity-80">
          <bdi>{nameOf(viewed.senderInboxId)}</bdi>
          {" · "}
          <span className="split:hidden">{times.row(viewed.sentAtMs, nowMs)}</span>
          <span className="max-split:hidden">{times.full(viewed.sentAtMs)}</span>
        </p>
      </div>
      {children}
      <FileAbout
        placed={viewed}
        state={state}
        name={name}
        mine={viewed.mine}
        className={STAGE_BUTTON}
      />
      <IconButton
        label={t("saveNamed", { name })}
        disabled={!opened}
        onClick={() => opened && save(opened, name)}
        className={STAGE_BUTTON}
      >
        <Download aria-hidden="true" size={20} />
      </IconButton>
      <IconButton label={t("viewer.close")} onClick={onClose} className={STAGE_BUTTON} data-close>
        <X aria-hidden="true" size={22} />
      </IconButton>
      {question}
    </header>
  );
}

/** A button on the dark of the stage, in either scheme. */
export const STAGE_BUTTON =
  "text-on-veil! hover:bg-on-veil/15! disabled:opacity-40 focus-visible:outline-on-veil";
