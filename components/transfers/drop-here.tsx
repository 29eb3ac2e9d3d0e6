import { FileUp } from "lucide-react";
import { type RefObject, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { type Calls, useTransfers } from "@/lib/react/use-calls.ts";
import { listenForDrops } from "../sending/drop-zone.ts";
import { announce } from "../ui/announcements.tsx";
import { isolated, Sentence } from "../ui/isolate.tsx";

type DropHereProps = { calls: Calls; target: RefObject<HTMLElement | null>; name: string };

/** Files that are dropped on a call go to its other side; lies over it while they are dragged. */
export function DropHere({ calls, target, name }: DropHereProps) {
  const t = useTranslations("transfers");
  const { peer } = useTransfers(calls);
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    if (!target.current || peer === undefined) return;
    return listenForDrops(target.current, {
      onHover: setIsOver,
      onFiles: (files, { hadFolders }) => {
        if (hadFolders) announce(t("folders"));
        void calls.files.send(peer, files);
      },
    });
  }, [calls, target, peer, t]);
  if (!isOver || peer === undefined) return null;
  return (
    <div className="appear pointer-events-none absolute inset-0 flex p-2">
      <p className="foreign flex flex-1 flex-col items-center justify-center gap-3 rounded-2xl border-2 border-accent border-dashed bg-surface/95 p-6 text-center font-semibold">
        <FileUp aria-hidden="true" size={28} className="text-accent" />
        <Sentence text={t("drop", { name: isolated(name) })} />
      </p>
    </div>
  );
}
