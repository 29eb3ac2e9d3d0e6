"use client";

import { CircleAlert, Clock } from "lucide-react";
import { useLocale, useTranslations } from "use-intl";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { Invitation } from "@/lib/messaging/core/view.ts";
import { Button } from "../ui/button.tsx";
import { isolated, Sentence } from "../ui/isolate.tsx";

/** More people than these are counted instead of named. */
const MOST_NAMED = 3;

type InvitationBarProps = {
  invitations: readonly Invitation[];
  nameOf: (inboxId: InboxId) => string;
  onRetry: (key: string) => void;
  onDiscard: (key: string) => void;
};

/** Who is on the way into the group, and why they are not in it yet. */
export function InvitationBar({ invitations, nameOf, onRetry, onDiscard }: InvitationBarProps) {
  return (
    <ul className="flex shrink-0 flex-col gap-1 px-4 py-1.5 split:px-6">
      {invitations.map((invitation) => (
        <li key={invitation.key} className="flex flex-wrap items-center gap-2 text-sm text-soft">
          <Words invitation={invitation} nameOf={nameOf} />
          {invitation.state.kind === "failed" && (
            <Answers
              onRetry={() => onRetry(invitation.key)}
              onDiscard={() => onDiscard(invitation.key)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

function Words({
  invitation: { inboxIds, state },
  nameOf,
}: { invitation: Invitation } & Pick<InvitationBarProps, "nameOf">) {
  const t = useTranslations("group");
  const tErrors = useTranslations("errors");
  const locale = useLocale();
  const names =
    inboxIds.length > MOST_NAMED
      ? t("changes.people", { count: inboxIds.length })
      : new Intl.ListFormat(locale).format(inboxIds.map((id) => isolated(nameOf(id))));
  const isFailed = state.kind === "failed";
  const text = isFailed
    ? t("invitation.failed", { names, reason: tErrors(state.reason) })
    : t(`invitation.${state.kind}`, { names });
  const Icon = isFailed ? CircleAlert : Clock;
  return (
    <p role="status" className="flex min-w-48 flex-1 gap-2">
      <Icon
        aria-hidden="true"
        size={15}
        className={isFailed ? "mt-0.5 shrink-0 text-danger" : "mt-0.5 shrink-0 text-faint"}
      />
      <span className="foreign">
        <Sentence text={text} />
      </span>
    </p>
  );
}

function Answers({ onRetry, onDiscard }: { onRetry: () => void; onDiscard: () => void }) {
  const t = useTranslations("group.invitation");
  return (
    <>
      <Button look="secondary" size="small" onClick={onRetry}>
        {t("retry")}
      </Button>
      <Button look="quiet" size="small" onClick={onDiscard}>
        {t("discard")}
      </Button>
    </>
  );
}
