import { Phone, PhoneOff } from "lucide-react";
import { useTranslations } from "use-intl";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import type { Calls } from "@/lib/react/use-calls.ts";
import { ThreadMark } from "../avatar/thread-mark.tsx";
import { Button } from "../ui/button.tsx";
import { useCalled } from "./use-called.ts";

/** The page was loaded anew in the middle of a call. */
export function RejoinCard({ calls, threadKey }: { calls: Calls; threadKey: ThreadKey }) {
  const t = useTranslations("calls.rejoin");
  const { name, address } = useCalled(threadKey);
  const title = t("title", { name });
  return (
    <section
      aria-label={title}
      className="appear flex w-full flex-col gap-3 rounded-2xl border border-rule bg-raised p-4 shadow-pop"
    >
      <div className="flex items-center gap-3">
        <ThreadMark threadKey={threadKey} address={address} sizePx={40} />
        <p role="alert" className="foreign min-w-0">
          {title}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={() => void calls.rejoin()}>
          <Phone aria-hidden="true" size={16} />
          {t("yes")}
        </Button>
        <Button size="small" look="secondary" onClick={calls.leaveIt}>
          <PhoneOff aria-hidden="true" size={16} />
          {t("no")}
        </Button>
      </div>
    </section>
  );
}
