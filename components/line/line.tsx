"use client";

import clsx from "clsx";
import type { CSSProperties, ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Address } from "@/lib/identity/core/address.ts";
import { dmInboxId } from "@/lib/messaging/core/records.ts";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { Face } from "../avatar/face.tsx";
import { flagColour } from "../avatar/flag.ts";
import { ThreadMark } from "../avatar/thread-mark.tsx";
import { Popover } from "../ui/popover.tsx";
import { EndExplanation, NodeExplanation, OthersExplanation } from "./explanation.tsx";
import { NodeLabel, OthersLabel } from "./node-label.tsx";
import { type PathNode, stopsOf } from "./path.ts";

type LineProps = {
  nodes: readonly PathNode[];
  self: Address;
  threadKey: ThreadKey;
  /** Whoever is at the other end: one or several. */
  name: string;
  /** Theirs, when it is one and known. */
  address?: Address | undefined;
  /** Changes when a message has gone: a bead runs along the line once. */
  departures: number;
};

/** The way of the messages: from you, past each server, to them. Each stop explains itself. */
export function Line({ nodes, self, threadKey, name, address, departures }: LineProps) {
  const t = useTranslations("line");
  const { stops, others } = stopsOf(nodes);
  const isBroken = nodes.some((node) => node.id === "xmtp" && node.state === "unreachable");
  const ends = {
    "--from": flagColour(self),
    "--to": address ? flagColour(address) : "var(--rule)",
  };
  return (
    <section
      aria-label={t("label")}
      style={ends as CSSProperties}
      className="relative flex h-9 shrink-0 items-center gap-2 border-rule border-b bg-surface px-3 text-soft text-xs"
    >
      <Stop label={t("self.title")} explanation={<EndExplanation who="self" />}>
        <Face address={self} sizePx={14} />
        {t("you")}
      </Stop>
      {stops.map((node, index) => (
        <span key={node.id} className="contents">
          <Segment
            side={index === 0 ? "from" : "between"}
            isBroken={isBroken}
            isSearching={node.id === "xmtp" && node.state === "connecting"}
          />
          <Stop
            label={
              node.id === "xmtp"
                ? t("xmtp.title", { env: node.env })
                : t(`archive.title.${node.role}`, { host: node.host })
            }
            explanation={<NodeExplanation node={node} />}
          >
            <NodeLabel node={node} isShort />
          </Stop>
        </span>
      ))}
      {others.length > 0 && (
        <>
          <Segment side="between" isBroken={isBroken} isSearching={false} />
          <Stop
            label={t("archive.others", { count: others.length })}
            explanation={<OthersExplanation nodes={others} />}
          >
            <OthersLabel count={others.length} />
          </Stop>
        </>
      )}
      <Segment side="to" isBroken={isBroken} isSearching={false} />
      <Stop label={name} explanation={<EndExplanation who={endOf(threadKey)} name={name} />}>
        <span className="foreign max-w-26 split:max-w-40 truncate">{name}</span>
        <ThreadMark threadKey={threadKey} address={address} sizePx={14} />
      </Stop>
      {departures > 0 && <Bead key={departures} />}
    </section>
  );
}

function endOf(threadKey: ThreadKey): "peer" | "group" {
  return dmInboxId(threadKey) ? "peer" : "group";
}

type StopProps = { label: string; explanation: ReactNode; children: ReactNode };

function Stop({ label, explanation, children }: StopProps) {
  return (
    <Popover
      label={label}
      trigger={
        <button
          type="button"
          className="-mx-1 flex min-h-7 min-w-0 shrink-0 items-center gap-1.5 whitespace-nowrap rounded-lg px-1.5 transition-colors hover:bg-hover hover:text-ink aria-expanded:bg-hover aria-expanded:text-ink"
        >
          {children}
        </button>
      }
    >
      {explanation}
    </Popover>
  );
}

type SegmentProps = { side: "from" | "between" | "to"; isBroken: boolean; isSearching: boolean };

function Segment({ side, isBroken, isSearching }: SegmentProps) {
  const whole = { from: "line-from", between: "line-between", to: "line-to" }[side];
  return (
    <span
      aria-hidden="true"
      className={clsx("line-segment", isSearching && "breathe", isBroken ? "line-broken" : whole)}
    />
  );
}

function Bead() {
  return <span aria-hidden="true" className="line-bead" />;
}
