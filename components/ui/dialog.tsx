"use client";

import clsx from "clsx";
import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "./icon-button.tsx";

type DialogProps = {
  open: boolean;
  /** Escape, the scrim or the cross: the caller decides, usually by setting `open` to false. */
  onClose: () => void;
  title: string;
  children: ReactNode;
  className?: string;
};

/**
 * A modal dialog: a sheet from below on a phone, centred on a desk.
 *
 * The browser's own `<dialog>` keeps the focus inside, gives it back, and makes the page behind
 * inert; it costs nothing to load and injects no style that a strict policy would refuse.
 */
export function Dialog({ open, onClose, title, children, className }: DialogProps) {
  const t = useTranslations("common");
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const element = dialog.current;
    if (open && element && !element.open) element.showModal();
    if (!open && element?.open) element.close();
  }, [open]);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the keyboard's way; the browser gives it as `cancel`
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        // React tells the dialogs around this one as well, which stay.
        if (event.target !== dialog.current) return;
        event.preventDefault();
        onClose();
      }}
      onClose={(event) => {
        // The browser closes it unasked when Escape is pressed again and again.
        if (event.target === dialog.current && open) onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
      className={clsx(
        "m-0 mt-auto w-full max-w-none rounded-t-2xl bg-raised text-ink shadow-pop outline-none backdrop:bg-scrim open:appear",
        "max-h-[calc(100dvh-2rem)] pb-[env(safe-area-inset-bottom)]",
        "split:m-auto split:w-[26rem] split:rounded-2xl",
        className,
      )}
    >
      {open && (
        <div className="flex flex-col gap-4 p-5">
          <h2 id={titleId} className="pr-10 font-semibold text-lg">
            {title}
          </h2>
          {children}
          {/* Last, because the browser gives the focus to the first control. */}
          <IconButton
            data-way-out=""
            label={t("close")}
            onClick={onClose}
            className="absolute top-3 right-3"
          >
            <X aria-hidden="true" size={20} />
          </IconButton>
        </div>
      )}
    </dialog>
  );
}
