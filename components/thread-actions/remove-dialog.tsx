"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { ownFilesOf } from "../attachments/own-files.ts";
import { abilitiesOf, type MessageItem } from "../timeline/message-actions.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";

type RemoveDialogProps = {
  items: readonly MessageItem[] | undefined;
  isModerator: boolean;
  onHere: (items: readonly MessageItem[]) => void;
  /** `isErased`: own files of theirs are to leave the archive as well. */
  onForAll: (items: readonly MessageItem[], isErased: boolean) => void;
  onClose: () => void;
};

/** Asks for whom messages are to be deleted, and says what each means. */
export function RemoveDialog({ items, isModerator, onHere, onForAll, onClose }: RemoveDialogProps) {
  const t = useTranslations("thread.remove");
  const tCommon = useTranslations("common");
  const [isErased, setIsErased] = useState(true);
  const count = items?.length ?? 0;
  const files = items?.flatMap(ownFilesOf) ?? [];
  const canForAll = items?.every((item) => abilitiesOf(item, isModerator).canDeleteForAll) ?? false;
  const then = (act: (items: readonly MessageItem[]) => void) => () => {
    onClose();
    if (items) act(items);
  };
  return (
    <Dialog open={items !== undefined} onClose={onClose} title={t("title", { count })}>
      <p className="text-base text-soft">{canForAll ? t("bodyForAll") : t("bodyHere")}</p>
      {canForAll && files.length > 0 && (
        <label className="flex min-h-8 cursor-pointer items-center gap-2.5">
          <input
            type="checkbox"
            aria-describedby="erased-means"
            checked={isErased}
            onChange={(event) => setIsErased(event.target.checked)}
            className="size-4.5"
          />
          {t("archive", { count: files.length })}
        </label>
      )}
      {canForAll && files.length > 0 && (
        <p id="erased-means" className="text-sm text-soft">
          {t("archiveMeans", { count: files.length })}
        </p>
      )}
      <div className="flex flex-col gap-2">
        {canForAll && (
          <Button
            look="danger"
            onClick={then((all) => onForAll(all, isErased && files.length > 0))}
          >
            {t("forAll")}
          </Button>
        )}
        <Button look={canForAll ? "secondary" : "danger"} onClick={then(onHere)}>
          {t("here")}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {tCommon("cancel")}
        </Button>
      </div>
    </Dialog>
  );
}
