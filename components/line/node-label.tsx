import { Archive, CloudOff, Server } from "lucide-react";
import { useTranslations } from "use-intl";
import type { PathNode } from "./path.ts";

/** A server's name in two words, and whether it answers. */
export function NodeLabel({ node, isShort = false }: { node: PathNode; isShort?: boolean }) {
  const t = useTranslations("line.node");
  const tArchive = useTranslations("line.archive");
  if (node.id !== "xmtp") {
    const words = tArchive(`title.${node.role}`, { host: node.host });
    return (
      <>
        <Archive aria-hidden="true" size={13} className="text-accent" />
        {isShort ? <span className="sr-only split:not-sr-only">{words}</span> : words}
      </>
    );
  }
  if (node.state === "unreachable") {
    return (
      <span className="flex items-center gap-1.5 font-semibold text-warning">
        <CloudOff aria-hidden="true" size={14} />
        {t("unreachable", { env: node.env })}
      </span>
    );
  }
  return (
    <>
      <Server aria-hidden="true" size={13} className="text-accent" />
      {t("name", { env: node.env })}
    </>
  );
}

/** Further servers, together. */
export function OthersLabel({ count }: { count: number }) {
  const t = useTranslations("line.archive");
  return (
    <>
      <Archive aria-hidden="true" size={13} className="text-accent" />
      <span aria-hidden="true">{t("more", { count })}</span>
      <span className="sr-only">{t("others", { count })}</span>
    </>
  );
}
