import clsx from "clsx";
import { Server } from "lucide-react";
import type { CSSProperties, ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Address } from "@/lib/identity/core/address.ts";
import { Avatar } from "../avatar/avatar.tsx";
import { flagColour } from "../avatar/flag.ts";

/** Two of the well-known development accounts: nobody's, and their flags look well together. */
const YOU = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC" as Address;
const THEM = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" as Address;
/** What a server sees of a message. */
const SEALED = "8f2c a91e 07d3";

/** The line, drawn large: the same message as you write it, as it travels, as it is read. */
export function LandingFigure({ env }: { env: string }) {
  const t = useTranslations("landing");
  const tLine = useTranslations("line");
  const ends = { "--from": flagColour(YOU), "--to": flagColour(THEM) } as CSSProperties;
  return (
    <div role="img" aria-label={t("figure")} style={ends} className="flex flex-col gap-3 text-sm">
      <div className="flex items-center gap-3 split:gap-5">
        <Avatar address={YOU} sizePx={64} />
        <span className="line-segment line-from" />
        <span className="flex size-12 items-center justify-center rounded-full border-2 border-accent/50 text-accent">
          <Server size={20} />
        </span>
        <span className="line-segment line-to" />
        <Avatar address={THEM} sizePx={64} />
      </div>
      <div className="grid grid-cols-3 gap-3">
        <Stop label={t("figureYou")} className="items-start">
          <p className="rounded-2xl rounded-tl-md bg-tint px-3 py-1.5">{t("figureText")}</p>
        </Stop>
        <Stop label={tLine("node.name", { env })} className="items-center">
          <p className="rounded-2xl border border-strong/60 border-dashed px-3 py-1.5 text-center font-mono text-faint">
            {SEALED}
          </p>
        </Stop>
        <Stop label={t("figureThem")} className="items-end text-right">
          <p className="rounded-2xl rounded-tr-md bg-sunken px-3 py-1.5">{t("figureText")}</p>
        </Stop>
      </div>
    </div>
  );
}

type StopProps = { label: string; className: string; children: ReactNode };

/** A place on the way, and what the message is there. */
function Stop({ label, className, children }: StopProps) {
  return (
    <div className={clsx("flex flex-col gap-2", className)}>
      <p className="text-soft">{label}</p>
      {children}
    </div>
  );
}
