import clsx from "clsx";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

type PanesProps = {
  list: ReactNode;
  thread: ReactNode;
  /** Whether a phone shows the thread; it has room for one of the two. */
  hasThread: boolean;
  banner: ReactNode;
};

/** The rooms of the messenger: list and thread side by side, or one at a time on a phone. */
export function Panes({ list, thread, hasThread, banner }: PanesProps) {
  const t = useTranslations("common");
  return (
    <main className="flex h-screenful flex-col overflow-hidden pt-[env(safe-area-inset-top)] pr-[env(safe-area-inset-right)] pl-[env(safe-area-inset-left)]">
      <a
        href="#conversation"
        className="sr-only hidden split:block rounded-lg bg-raised px-4 py-2 font-semibold text-accent shadow-pop focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-30"
      >
        {t("skipToConversation")}
      </a>
      {banner}
      <div className="flex min-h-0 flex-1">
        <div
          className={clsx(
            "min-w-0 flex-1 flex-col bg-canvas split:flex split:w-80 split:flex-none split:border-rule split:border-r",
            hasThread ? "hidden" : "flex",
          )}
        >
          {list}
        </div>
        <div
          id="conversation"
          tabIndex={-1}
          className={clsx(
            "min-w-0 flex-1 flex-col bg-surface outline-none split:flex",
            hasThread ? "flex" : "hidden",
          )}
        >
          {thread}
        </div>
      </div>
    </main>
  );
}
