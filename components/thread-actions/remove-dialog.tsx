"use client";

import { useTranslations } from "use-intl";
import { abilitiesOf, type MessageItem } from "../timeline/message-actions.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";

type RemoveDialogProps = {
  items: readonly MessageItem[] | undefined;
  isModerator: boolean;
  onHere: (items: readonly MessageItem[]) => void;
  onForAll: (items: readonly MessageItem[]) => void;
  onClose: () => void;
};

/** Asks for whom messages are to be deleted, and says what each means. */
export function RemoveDialog({ items, isModerator, onHere, onForAll, onClose }: RemoveDialogProps) {
  const t = useTranslations("thread.remove");
  const tCommon = useTranslations("common");
  const count = items?.length ?? 0;
  const canForAll = items?.every((item) => abilitiesOf(item, isModerator).canDeleteForAll) ?? false;
  const then = (act: (items: readonly MessageItem[]) => void) => () => {
    onClose();
    if (items) act(items);
  };
  return (
    <Dialog open={items !== undefined} onClose={onClose} title={t("title", { count })}>
      <p className="text-base text-soft">{canForAll ? t("bodyForAll") : t("bodyHere")}</p>
      <div className="flex flex-col gap-2">
        {canForAll && (
          <Button look="danger" onClick={then(onForAll)}>
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
