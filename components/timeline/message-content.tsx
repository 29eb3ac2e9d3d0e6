import { Ban, Puzzle } from "lucide-react";
import { useTranslations } from "use-intl";
import type { AttachedFile } from "@/lib/attachments/core/attachment.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { MessageId, PlainContent, ShipmentContent } from "@/lib/messaging/core/records.ts";
import { filesHeightPx } from "../attachments/media-layout.ts";
import { chunk, useChunk } from "../ui/chunk.ts";
import { isolated, Sentence } from "../ui/isolate.tsx";
import { FormattedText, MessageText } from "./message-text.tsx";
import { contentText } from "./spoken.ts";

type Unsupported = Extract<PlainContent, { type: "unsupported" }>;

type ContentProps = {
  content: PlainContent;
  mine: boolean;
  senderInboxId: InboxId;
  self: InboxId | undefined;
  nameOf: (inboxId: InboxId) => string;
  /** Left out until the network knows the message. */
  messageId?: MessageId | undefined;
};

/** Fetched with the first message that is more than words; until then its words stand there. */
const cards = chunk(() => import("../transactions/cards.ts"));
const fileCards = chunk(() => import("../attachments/cards.ts"));

/** What is inside a bubble. */
export function MessageContentView(props: ContentProps) {
  const { content } = props;
  switch (content.type) {
    case "text":
      return <MessageText text={content.text} />;
    case "markdown":
      return <FormattedText text={content.text} />;
    case "deleted":
      return <DeletedContent {...props} by={content.by} />;
    case "unsupported":
      return <UnsupportedContent content={content} />;
    case "attachments":
      return <FilesContent {...props} files={content.files} />;
    case "transaction":
    case "wallet-calls":
      return <CardContent {...props} />;
    case "shipment":
      return <ShipmentView content={content} />;
    default:
      return null;
  }
}

type FilesContentProps = ContentProps & { files: readonly AttachedFile[] };

function FilesContent({ content, files, mine, messageId, senderInboxId }: FilesContentProps) {
  const t = useTranslations("thread");
  const loaded = useChunk(fileCards);
  fileCards.load();
  if (loaded) return <loaded.FilesCard {...{ files, mine, messageId, senderInboxId }} />;
  return (
    <p className="foreign" style={{ minHeight: filesHeightPx(files) }}>
      {contentText(content, t)}
    </p>
  );
}

const shipmentCard = chunk(async () => (await import("../sending/shipment-card.tsx")).ShipmentCard);

/** Files on their way; what they are stands there until their card has loaded. */
function ShipmentView({ content }: { content: ShipmentContent }) {
  const t = useTranslations("thread");
  const ShipmentCard = useChunk(shipmentCard);
  shipmentCard.load();
  return ShipmentCard ? <ShipmentCard content={content} /> : <p>{contentText(content, t)}</p>;
}

function CardContent({ content, mine, messageId, senderInboxId }: ContentProps) {
  const t = useTranslations("thread");
  const loaded = useChunk(cards);
  cards.load();
  if (!loaded) return <p>{contentText(content, t)}</p>;
  if (content.type === "transaction")
    return <loaded.ReferenceCard reference={content.transaction} mine={mine} />;
  if (content.type !== "wallet-calls") return null;
  return (
    <loaded.RequestCard
      request={content.request}
      mine={mine}
      messageId={messageId}
      senderInboxId={senderInboxId}
    />
  );
}

/** What was there is gone; that something was, others have seen. */
function DeletedContent({ by, senderInboxId, self, nameOf }: ContentProps & { by: InboxId }) {
  const t = useTranslations("thread");
  const isModerated = by !== senderInboxId;
  return (
    <p className="flex items-center gap-1.5 text-faint italic">
      <Ban aria-hidden="true" size={14} className="shrink-0" />
      <span className="foreign">
        {by === self ? (
          t("deletedMine")
        ) : isModerated ? (
          <Sentence text={t("deletedBy", { name: isolated(nameOf(by)) })} />
        ) : (
          t("deleted")
        )}
      </span>
    </p>
  );
}

/** The sender's own words for what this version can't show, with the name of its kind. */
function UnsupportedContent({ content }: { content: Unsupported }) {
  const t = useTranslations("thread");
  const explanation = t("unsupported", { type: content.contentType });
  return (
    <div className="flex gap-2">
      <Puzzle aria-hidden="true" size={16} className="mt-0.5 shrink-0 text-faint" />
      <div className="min-w-0">
        {content.fallback && <MessageText text={content.fallback} />}
        <p className="foreign text-faint text-xs">{explanation}</p>
      </div>
    </div>
  );
}
