"use client";

import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { type OtherUses, useOtherUses } from "@/lib/react/use-other-uses.ts";
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
export function RemoveDialog({ items, onClose, ...asked }: RemoveDialogProps) {
  const t = useTranslations("thread.remove");
  return (
    <Dialog
      open={items !== undefined}
      onClose={onClose}
      title={t("title", { count: items?.length ?? 0 })}
    >
      {items && <Ways {...asked} items={items} onClose={onClose} />}
    </Dialog>
  );
}

type WaysProps = RemoveDialogProps & { items: readonly MessageItem[] };

function Ways({ items, isModerator, onHere, onForAll, onClose }: WaysProps) {
  const t = useTranslations("thread.remove");
  const tCommon = useTranslations("common");
  const erasing = useErasing(items);
  const canForAll = items.every((item) => abilitiesOf(item, isModerator).canDeleteForAll);
  const then = (act: () => void) => () => {
    onClose();
    act();
  };
  return (
    <>
      <p className="text-base text-soft">{canForAll ? t("bodyForAll") : t("bodyHere")}</p>
      {canForAll && erasing.count > 0 && <EraseChoice {...erasing} />}
      <div className="flex flex-col gap-2">
        {canForAll && (
          <Button look="danger" onClick={then(() => onForAll(items, erasing.isErased))}>
            {t("forAll")}
          </Button>
        )}
        <Button look={canForAll ? "secondary" : "danger"} onClick={then(() => onHere(items))}>
          {t("here")}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {tCommon("cancel")}
        </Button>
      </div>
    </>
  );
}

type Erasing = {
  /** So many files may lie in one's own archive. */
  count: number;
  uses: OtherUses;
  isErased: boolean;
  choose: (isErased: boolean) => void;
};

/** Files leave the archive unless something else of one's own needs them; or as one settles it. */
function useErasing(items: readonly MessageItem[]): Erasing {
  const [chosen, choose] = useState<boolean>();
  const asked = useMemo(
    () => ({
      contentDigests: [...new Set(items.flatMap(ownFilesOf).map((file) => file.contentDigest))],
      besides: items.flatMap(({ id }) => id ?? []),
    }),
    [items],
  );
  const uses = useOtherUses(asked);
  const count = asked.contentDigests.length;
  return { count, uses, isErased: count > 0 && (chosen ?? uses === 0), choose };
}

function EraseChoice({ count, uses, isErased, choose }: Erasing) {
  const t = useTranslations("thread.remove");
  return (
    <div className="flex flex-col gap-1">
      <label className="flex min-h-8 cursor-pointer items-center gap-2.5">
        <input
          type="checkbox"
          aria-describedby="erased-means"
          checked={isErased}
          onChange={(event) => choose(event.target.checked)}
          className="size-4.5"
        />
        {t("archive", { count })}
      </label>
      <p id="erased-means" role="status" className="text-sm text-soft">
        {uses === "unknown"
          ? t("archiveUnsure", { count })
          : uses === "looking"
            ? t("archiveLooking")
            : uses > 0
              ? t("archiveShared", { count, uses })
              : t("archiveMeans", { count })}
      </p>
    </div>
  );
}
