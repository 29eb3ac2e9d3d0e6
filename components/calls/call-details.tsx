import { useFormatter, useTranslations } from "use-intl";
import type { CallsView } from "@/lib/react/use-calls.ts";

/** Numbers of a call, for whoever wants them. */
export function CallDetails({
  details,
  path,
  title,
}: {
  details: CallsView["details"] | undefined;
  path: CallsView["path"] | undefined;
  /** Where there are several. */
  title?: string;
}) {
  const t = useTranslations("calls.details");
  const format = useFormatter();
  if (!details || !path) return null;
  const { roundTripMs, lostFraction, receivedBitsPerS, sentBitsPerS, codecs, relays, asked } =
    details;
  const rate = (bitsPerS: number) =>
    t("rate", { kbit: format.number(Math.round(bitsPerS / 1000)) });
  const percent = { style: "percent", maximumFractionDigits: 1 } as const;
  const rows = [
    ...(roundTripMs === undefined
      ? []
      : [[t("roundTrip"), t("ms", { ms: format.number(roundTripMs) })] as const]),
    [t("lost"), format.number(lostFraction, percent)] as const,
    ...(receivedBitsPerS === undefined ? [] : [[t("received"), rate(receivedBitsPerS)] as const]),
    ...(sentBitsPerS === undefined ? [] : [[t("sent"), rate(sentBitsPerS)] as const]),
    [t("codecs"), codecs.join(", ")] as const,
  ];
  return (
    <details className="text-soft">
      <summary className="w-fit cursor-pointer rounded-md">{title ?? t("title")}</summary>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 pt-1 tabular-nums">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt>{name}</dt>
            <dd className="text-ink">{value}</dd>
          </div>
        ))}
        <div className="contents">
          <dt>{t("servers")}</dt>
          <dd className="text-ink">
            {path.kind === "direct" ? (
              t("none")
            ) : relays.length === 0 ? (
              t("unnamed")
            ) : (
              <ul>
                {relays.map(({ whose, host }) => (
                  <li key={whose} className="foreign break-all">
                    {t(`relay.${whose}`, { host })}
                  </li>
                ))}
              </ul>
            )}
          </dd>
        </div>
        <div className="contents">
          <dt>{t("asked")}</dt>
          <dd className="foreign break-all text-ink">
            {asked.length > 0 ? asked.join(", ") : t("nobody")}
          </dd>
        </div>
      </dl>
    </details>
  );
}
