import { useTranslations } from "use-intl";
import type { PathNode } from "./path.ts";

/** Who runs a server, what it sees, and what it can't. */
export function NodeExplanation({ node }: { node: PathNode }) {
  const t = useTranslations("line");
  if (node.id !== "xmtp") return <ArchiveExplanation node={node} />;
  return (
    <div className="flex flex-col gap-3 text-sm">
      <h2 className="font-semibold text-base">{t("xmtp.title", { env: node.env })}</h2>
      {node.state === "unreachable" && <p className="text-warning">{t("xmtp.unreachable")}</p>}
      <dl className="flex flex-col gap-2.5">
        <Fact term={t("explain.runs")}>{t(`xmtp.runs.${node.runner}`)}</Fact>
        <Fact term={t("explain.sees")}>{t("xmtp.sees")}</Fact>
        <Fact term={t("explain.cannot")}>{t("xmtp.cannot")}</Fact>
        {node.host && <Fact term={t("explain.host")}>{node.host}</Fact>}
      </dl>
    </div>
  );
}

function ArchiveExplanation({ node }: { node: Exclude<PathNode, { id: "xmtp" }> }) {
  const t = useTranslations("line");
  return (
    <div className="flex flex-col gap-3 text-sm">
      <h2 className="foreign font-semibold text-base">
        {t(node.isOwn ? "archive.own" : "archive.other", { host: node.host })}
      </h2>
      <p className="text-soft">{t("archive.body")}</p>
      <dl className="flex flex-col gap-2.5">
        <Fact term={t("explain.runs")}>
          {t(node.isOwn ? "archive.runs.own" : "archive.runs.other")}
        </Fact>
        <Fact term={t("explain.sees")}>
          {t(node.isOwn ? "archive.sees.own" : "archive.sees.other")}
        </Fact>
        <Fact term={t("explain.cannot")}>{t("archive.cannot")}</Fact>
        <Fact term={t("explain.host")}>{node.host}</Fact>
      </dl>
    </div>
  );
}

type EndExplanationProps = { who: "self" } | { who: "peer" | "group"; name: string };

/** What happens at an end of the line. */
export function EndExplanation(props: EndExplanationProps) {
  const t = useTranslations("line");
  return (
    <div className="flex flex-col gap-1.5 text-sm">
      <h2 className="foreign font-semibold text-base">
        {props.who === "self" ? t("self.title") : t(`${props.who}.title`, { name: props.name })}
      </h2>
      <p className="text-soft">{t(`${props.who}.body`)}</p>
    </div>
  );
}

function Fact({ term, children }: { term: string; children: string }) {
  return (
    <div className="flex flex-col gap-0.5">
      <dt className="text-faint text-xs">{term}</dt>
      <dd className="foreign">{children}</dd>
    </div>
  );
}
