import { HardDrive, Lock } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Address } from "@/lib/identity/core/address.ts";
import type { ShownName } from "@/lib/identity/core/name-book-view.ts";
import { dmInboxId } from "@/lib/messaging/core/records.ts";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { ThreadMark } from "../avatar/thread-mark.tsx";
import { NodeLabel } from "../line/node-label.tsx";
import type { PathNode } from "../line/path.ts";
import { NameNotes } from "../name/name-notes.tsx";
import { PictureNote } from "../name/picture-note.tsx";
import { AddressGroups } from "../ui/address-groups.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { useTimes } from "../ui/use-times.ts";
import { DetailsPart } from "./details-part.tsx";

type DetailsProps = {
  threadKey: ThreadKey;
  name: string;
  address?: Address | undefined;
  peerName?: ShownName | undefined;
  /** Time of the first message, when the whole history is here. */
  sinceMs?: number;
  nodes: readonly PathNode[];
  /** Nothing of this is stored. */
  isTemporary?: boolean;
  /** What there is to tell and to change about this very conversation. */
  children?: ReactNode;
};

/** Who the other one is in full, how the messages are kept from others, and who carries them. */
export function Details(props: DetailsProps) {
  const { threadKey, name, address, peerName, sinceMs, nodes, isTemporary } = props;
  const t = useTranslations("thread.details");
  const tNames = useTranslations("names.details");
  const times = useTimes();
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col items-center gap-3">
        <ThreadMark threadKey={threadKey} address={address} sizePx={64} />
        <p className="foreign max-w-full text-center font-semibold text-lg">{name}</p>
        <NameNotes name={peerName} />
      </div>
      {address && (
        <DetailsPart title={t("address")}>
          <WholeAddress address={address} />
          <p className="text-faint text-xs">{t("addressHint")}</p>
        </DetailsPart>
      )}
      {!address && dmInboxId(threadKey) && (
        <DetailsPart title={t("address")}>
          <p className="text-soft text-sm">{t("addressUnknown")}</p>
        </DetailsPart>
      )}
      {address && peerName?.avatarText && (
        <DetailsPart title={tNames("picture")}>
          <p className="foreign line-clamp-3 font-mono text-xs">{peerName.avatarText}</p>
          <PictureNote address={address} />
        </DetailsPart>
      )}
      {props.children}
      <DetailsPart title={t("protection")}>
        <Point icon={<Lock aria-hidden="true" size={16} />}>{t("protectionBody")}</Point>
        <Point icon={<HardDrive aria-hidden="true" size={16} />}>
          {isTemporary ? t("protectionTab") : t("protectionDevice")}
        </Point>
      </DetailsPart>
      <DetailsPart title={t("servers")}>
        <ul className="flex flex-col gap-2 text-sm">
          {nodes.map((node) => (
            <li key={node.id} className="flex flex-wrap items-center gap-1.5">
              <NodeLabel node={node} />
              {(node.id === "xmtp" || node.role === "own") && node.host && (
                <span className="foreign text-faint text-xs">{node.host}</span>
              )}
            </li>
          ))}
        </ul>
      </DetailsPart>
      {sinceMs !== undefined && (
        <DetailsPart title={t("since")}>
          <p className="text-sm">{times.full(sinceMs)}</p>
        </DetailsPart>
      )}
    </div>
  );
}

/** The address to be compared, and copied. */
function WholeAddress({ address }: { address: Address }) {
  const tCommon = useTranslations("common");
  return (
    <div className="flex items-start gap-1">
      <AddressGroups address={address} />
      <CopyButton label={tCommon("copyAddress")} text={address} className="-my-2.5 -mr-2.5" />
    </div>
  );
}

function Point({ icon, children }: { icon: ReactNode; children: string }) {
  return (
    <p className="flex gap-2 text-sm [&_svg]:mt-px [&_svg]:shrink-0 [&_svg]:text-accent">
      {icon}
      <span className="text-soft">{children}</span>
    </p>
  );
}
