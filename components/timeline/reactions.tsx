import clsx from "clsx";
import { useTranslations } from "use-intl";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { Reaction } from "@/lib/messaging/core/records.ts";

type ReactionsProps = {
  reactions: readonly Reaction[];
  self: InboxId | undefined;
  nameOf: (inboxId: InboxId) => string;
  /** Left out where nothing can be changed. */
  onToggle?: ((emoji: string) => void) | undefined;
  /** Whether the Tab key reaches them. */
  isActive: boolean;
};

/** More kinds than this on one message are counted, not shown. */
const MOST_KINDS = 12;
/** More names than this are counted. */
const MOST_NAMES = 20;

/** Who feels what about a message; a press joins in, or takes the own one back. */
export function Reactions({ reactions, self, nameOf, onToggle, isActive }: ReactionsProps) {
  const t = useTranslations("thread.reactions");
  const hidden = reactions.length - MOST_KINDS;
  const label = ({ emoji, inboxIds }: Reaction) => {
    const names = inboxIds.slice(0, MOST_NAMES).map(nameOf).join(", ");
    const more = inboxIds.length - MOST_NAMES;
    return more > 0 ? t("whoAndMore", { emoji, names, count: more }) : t("who", { emoji, names });
  };
  return (
    <ul aria-label={t("label")} className="mt-0.5 flex max-w-[min(34rem,80%)] flex-wrap gap-1">
      {reactions.slice(0, MOST_KINDS).map((reaction) => {
        const isOwn = self !== undefined && reaction.inboxIds.includes(self);
        return (
          <li key={reaction.emoji}>
            <button
              type="button"
              tabIndex={isActive ? 0 : -1}
              aria-pressed={isOwn}
              aria-label={label(reaction)}
              title={label(reaction)}
              disabled={!onToggle}
              onClick={() => onToggle?.(reaction.emoji)}
              className={clsx(
                "flex min-h-6 items-center gap-1 rounded-full border px-2 text-xs transition-colors",
                isOwn
                  ? "border-accent bg-tint text-ink"
                  : "border-rule bg-raised text-soft hover:bg-hover",
              )}
            >
              <span className="foreign max-w-24 truncate text-sm">{reaction.emoji}</span>
              {reaction.inboxIds.length > 1 && <span>{reaction.inboxIds.length}</span>}
            </button>
          </li>
        );
      })}
      {hidden > 0 && <li className="self-center text-faint text-xs">+{hidden}</li>}
    </ul>
  );
}
