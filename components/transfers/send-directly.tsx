import { FileUp } from "lucide-react";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import { type Calls, useTransfers } from "@/lib/react/use-calls.ts";
import { RoundButton } from "../calls/round-button.tsx";

/** Sends files to the other side of a call; not shown where their app takes none this way. */
export function SendDirectly({ calls }: { calls: Calls }) {
  const t = useTranslations("transfers");
  const { peer } = useTransfers(calls);
  const input = useRef<HTMLInputElement>(null);
  if (peer === undefined) return null;
  return (
    <>
      <RoundButton label={t("send")} onClick={() => input.current?.click()}>
        <FileUp aria-hidden="true" size={20} />
      </RoundButton>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t("send")}
        onChange={({ currentTarget }) => {
          if (currentTarget.files) void calls.files.send(peer, [...currentTarget.files]);
          // The same file may be chosen again.
          currentTarget.value = "";
        }}
      />
    </>
  );
}
