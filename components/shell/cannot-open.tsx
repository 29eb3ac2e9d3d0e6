"use client";

import { useTranslations } from "use-intl";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import { CopyInvitation } from "../inbox/invitation.tsx";
import { PlaceLink } from "../place/place-link.tsx";
import { Button, buttonClass } from "../ui/button.tsx";

type CannotOpenProps = { code: ErrorCode; onRetry: () => void; onCompose: () => void };

/** Nothing that another try would change. */
const FINAL: ReadonlySet<ErrorCode> = new Set([
  "name.invalid",
  "name.off-chain",
  "name.not-configured",
]);

/** Why the conversation that a link names is not here, and the ways on. */
export function CannotOpen({ code, onRetry, onCompose }: CannotOpenProps) {
  const t = useTranslations("thread.cannotOpen");
  const tCommon = useTranslations("common");
  const tErrors = useTranslations("errors");
  const isStranger = code === "xmtp.not-registered";
  const isMistake = code.startsWith("address.") || FINAL.has(code);
  return (
    <section
      role="alert"
      className="flex min-h-0 flex-1 flex-col items-center justify-center gap-5 px-8 pb-16 text-center"
    >
      <div className="flex max-w-80 flex-col gap-1.5">
        <h1 className="font-semibold text-lg">{t("title")}</h1>
        <p className="text-balance text-soft">{tErrors(code)}</p>
      </div>
      <div className="flex flex-wrap items-center justify-center gap-2">
        {isStranger && <CopyInvitation look="primary" />}
        {isMistake && <Button onClick={onCompose}>{t("another")}</Button>}
        {!isMistake && (
          <Button look={isStranger ? "quiet" : "primary"} onClick={onRetry}>
            {tCommon("retry")}
          </Button>
        )}
        <PlaceLink href="/" replace className={`${buttonClass("quiet")} split:hidden`}>
          {t("action")}
        </PlaceLink>
      </div>
    </section>
  );
}
