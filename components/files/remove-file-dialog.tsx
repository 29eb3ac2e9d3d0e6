import { useTranslations } from "use-intl";
import type { OwnFile } from "@/lib/react/use-own-archive.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { isolated, Sentence } from "../ui/isolate.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { useTask } from "../ui/use-task.ts";
import { ErrorSentence } from "../wallet/error-sentence.tsx";

type RemoveFileDialogProps = {
  file: OwnFile | undefined;
  onClose: () => void;
  onRemove: (cid: string) => Promise<void>;
};

/** What it means that a file is in the archive no more, before it is so. */
export function RemoveFileDialog({ file, onClose, onRemove }: RemoveFileDialogProps) {
  const t = useTranslations("files.removing");
  const tFiles = useTranslations("files");
  const tCommon = useTranslations("common");
  const { isBusy, error, run, reset } = useTask<void>();
  const close = () => {
    reset();
    onClose();
  };
  const remove = (cid: string) =>
    run(async () => {
      await onRemove(cid);
      onClose();
    });
  return (
    <Dialog open={file !== undefined} onClose={close} title={t("title")}>
      <p className="foreign break-words">
        <Sentence text={t("body", { name: isolated(file?.fileName || tFiles("unnamed")) })} />
      </p>
      <p className="text-soft">{t("means")}</p>
      {error && <ErrorSentence error={error} />}
      <div className="flex justify-end gap-2">
        <Button look="secondary" onClick={close}>
          {tCommon("cancel")}
        </Button>
        <Button look="danger" disabled={isBusy} onClick={() => file && void remove(file.cid)}>
          {isBusy && <Spinner />}
          {t("action")}
        </Button>
      </div>
    </Dialog>
  );
}
