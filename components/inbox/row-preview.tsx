import { CircleAlert, Clock } from "lucide-react";
import { useTranslations } from "use-intl";
import type { MessageContent } from "@/lib/messaging/core/records.ts";
import type { InboxRow } from "@/lib/messaging/core/view.ts";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";

type Preview = NonNullable<InboxRow["preview"]>;

/** Longer than any row is wide; a megabyte in each row would be laid out for nothing. */
const MAX_LENGTH = 160;

/** One line of the last message: who wrote it, what it is, and whether it has left. */
export function RowPreview({ preview }: { preview: Preview | undefined }) {
  const t = useTranslations("inbox.preview");
  const words = useContentWords();
  if (!preview) return <span className="text-faint">{t("none")}</span>;
  const text = words(preview.content);
  const isOwn = preview.mine && preview.content.type !== "group-changed";
  return (
    <>
      {isOwn && <StateHint state={preview.state} />}
      <bdi>{isOwn ? t("mine", { text }) : text}</bdi>
    </>
  );
}

/** What was begun and not sent, in the place of the last message. */
export function DraftPreview({ text }: { text: string }) {
  const t = useTranslations("conversation");
  return (
    <>
      <span className="font-semibold text-accent">{t("draft")}</span>{" "}
      <bdi>{text.slice(0, MAX_LENGTH)}</bdi>
    </>
  );
}

/** What a message is about in one line, wherever there is only one. */
export function useContentWords(): (content: MessageContent) => string {
  const t = useTranslations("inbox.preview");
  const words = (content: MessageContent): string => {
    switch (content.type) {
      case "reply":
        return words(content.content);
      case "text":
      case "markdown":
        return content.text.slice(0, MAX_LENGTH);
      case "group-changed":
        return t("group");
      case "deleted":
        return t("deleted");
      case "transaction":
        return t("transaction");
      case "wallet-calls":
        return t("walletCalls");
      case "unsupported":
        return content.fallback?.slice(0, MAX_LENGTH) ?? t("unsupported");
    }
  };
  return words;
}

function StateHint({ state }: { state: Preview["state"] }) {
  const t = useTranslations("inbox.preview");
  if (state.kind === "sent") return null;
  const isFailed = state.kind === "failed";
  const Icon = isFailed ? CircleAlert : Clock;
  return (
    <>
      <Icon
        aria-hidden="true"
        size={13}
        className={isFailed ? "mr-1 inline text-danger" : "mr-1 inline"}
      />
      <VisuallyHidden>{t(state.kind)}. </VisuallyHidden>
    </>
  );
}
