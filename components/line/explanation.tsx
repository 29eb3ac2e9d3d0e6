import { useTranslations } from "use-intl";
import { useHasGiven } from "@/lib/react/use-files.ts";
import type { ArchiveNode, PathNode } from "./path.ts";

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

function ArchiveExplanation({ node: { host, role } }: { node: ArchiveNode }) {
  const t = useTranslations("line");
  const hasGiven = useHasGiven(host);
  return (
    <div className="flex flex-col gap-3 text-sm">
      <h2 className="foreign font-semibold text-base">{t(`archive.title.${role}`, { host })}</h2>
      <p className="text-soft">{t(`archive.body.${role}`)}</p>
      <dl className="flex flex-col gap-2.5">
        <Fact term={t("explain.runs")}>{t(`archive.runs.${role}`)}</Fact>
        <Fact term={t("explain.sees")}>{t(`archive.sees.${role}`)}</Fact>
        <Fact term={t("explain.cannot")}>{t("archive.cannot")}</Fact>
        <Fact term={t("explain.host")}>{host}</Fact>
        <Fact term={t("explain.state")}>
          {t(hasGiven ? "archive.state.gave" : "archive.state.unknown")}
        </Fact>
      </dl>
    </div>
  );
}

/** Several servers that share a stop. */
export function OthersExplanation({ nodes }: { nodes: readonly ArchiveNode[] }) {
  const t = useTranslations("line");
  return (
    <div className="flex max-h-[60dvh] flex-col gap-3 overflow-y-auto text-sm">
      <h2 className="font-semibold text-base">{t("archive.others", { count: nodes.length })}</h2>
      <p className="text-soft">{t("archive.othersBody")}</p>
      <dl className="flex flex-col gap-2.5">
        {nodes.map(({ id, host, role }) => (
          <Fact key={id} term={host}>
            {t(`archive.runs.${role}`)}
          </Fact>
        ))}
        <Fact term={t("explain.sees")}>{t("archive.sees.linked")}</Fact>
        <Fact term={t("explain.cannot")}>{t("archive.cannot")}</Fact>
        <Fact term={t("explain.state")}>{t("archive.state.unknown")}</Fact>
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
