import { CircleAlert, Clock } from "lucide-react";
import { useCallback, useMemo } from "react";
import { useTranslations } from "use-intl";
import { isMissed } from "@/lib/calls/core/call-outcome.ts";
import { type InboxId, shortInboxId } from "@/lib/identity/core/ids.ts";
import { isSaid, type MessageContent } from "@/lib/messaging/core/records.ts";
import type { InboxRow } from "@/lib/messaging/core/view.ts";
import { useNames } from "@/lib/react/use-names.ts";
import { useChangeWords } from "../group/use-change-words.ts";
import { fileWords } from "../timeline/spoken.ts";
import { Sentence } from "../ui/isolate.tsx";
import { personName } from "../ui/names.ts";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";

type Preview = NonNullable<InboxRow["preview"]>;
type RowPreviewProps = { preview: Preview | undefined; self: InboxId | undefined };

/** Longer than any row is wide; a megabyte in each row would be laid out for nothing. */
const MAX_LENGTH = 160;

/** One line of the last message: who wrote it, what it is, and whether it has left. */
export function RowPreview({ preview, self }: RowPreviewProps) {
  const t = useTranslations("inbox.preview");
  const words = useContentWords();
  if (!preview) return <span className="text-faint">{t("none")}</span>;
  if (preview.people && (preview.senderInboxId || preview.content.type === "group-changed"))
    return <GroupPreview preview={preview} people={preview.people} self={self} />;
  const isOwnCall = preview.mine && preview.content.type === "call";
  const text = isOwnCall ? t("call") : words(preview.content);
  const isOwn = preview.mine && isSaid(preview.content);
  return (
    <>
      {isOwn && <StateHint state={preview.state} />}
      <bdi>{isOwn ? t("mine", { text }) : text}</bdi>
    </>
  );
}

type GroupPreviewProps = {
  preview: Preview;
  people: NonNullable<Preview["people"]>;
  self: InboxId | undefined;
};

/** In a group, who said it or did it is half of the line. */
function GroupPreview({ preview, people, self }: GroupPreviewProps) {
  const { content, senderInboxId } = preview;
  const t = useTranslations("inbox.preview");
  const words = useContentWords();
  const names = useNames(useMemo(() => [...people.values()], [people]));
  const nameOf = useCallback(
    (inboxId: InboxId) => {
      const address = people.get(inboxId);
      return address ? personName(address, names.get(address)?.name) : shortInboxId(inboxId);
    },
    [people, names],
  );
  const changeWords = useChangeWords(nameOf, self);
  if (content.type === "group-changed")
    return (
      <bdi>
        <Sentence text={changeWords(content)} />
      </bdi>
    );
  const text = words(content);
  return <bdi>{senderInboxId ? t("by", { name: nameOf(senderInboxId), text }) : text}</bdi>;
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
  const tThread = useTranslations("thread");
  const words = (content: MessageContent): string => {
    switch (content.type) {
      case "reply":
        return words(content.content);
      case "text":
      case "markdown":
        return content.text.slice(0, MAX_LENGTH);
      case "group-changed":
        return t("group");
      case "call":
        return t(isMissed(content.outcome) ? "missedCall" : "call");
      case "deleted":
        return t("deleted");
      case "transaction":
        return t("transaction");
      case "wallet-calls":
        return t("walletCalls");
      case "attachments":
      case "shipment":
        return fileWords(content.files, tThread);
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
