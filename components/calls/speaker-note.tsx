import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { CallsView } from "@/lib/react/use-calls.ts";

type SpeakerNoteProps = {
  people: CallsView["group"]["people"];
  nameOf: (inboxId: InboxId) => string;
};

/** Whoever says less than that is not announced: an "mhm" is none. */
const SPEAKS_FOR_MS = 1_500;
/** Nobody is announced sooner after another. */
const SAID_EVERY_MS = 6_000;

/** Who speaks, for those who do not see it: not every word of everybody, but when somebody else does. */
export function SpeakerNote({ people, nameOf }: SpeakerNoteProps) {
  const t = useTranslations("calls.group");
  const [said, setSaid] = useState<InboxId>();
  const saidAtMs = useRef(0);
  const [only, ...more] = people.filter(({ isSpeaking }) => isSpeaking);
  const speaker = more.length === 0 ? only?.inboxId : undefined;
  useEffect(() => {
    if (speaker === undefined || speaker === said) return;
    const waitsMs = saidAtMs.current + SAID_EVERY_MS - Date.now();
    const timer = setTimeout(
      () => {
        saidAtMs.current = Date.now();
        setSaid(speaker);
      },
      Math.max(SPEAKS_FOR_MS, waitsMs),
    );
    return () => clearTimeout(timer);
  }, [speaker, said]);
  return (
    <p role="status" className="sr-only">
      {said !== undefined && t("speaks", { name: nameOf(said) })}
    </p>
  );
}
