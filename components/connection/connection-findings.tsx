import { type ReactNode, useId } from "react";
import { useTranslations } from "use-intl";
import type {
  ConnectionReport,
  FoundCandidate,
  RelayAnswer,
} from "@/lib/calls/core/connection-report.ts";

/** What was found, one thing after the other: the router, the relay, the addresses of this device. */
export function ConnectionFindings({ report }: { report: ConnectionReport }) {
  const t = useTranslations("settings.connection");
  const { nat, relay, relays, candidates } = report;
  return (
    <>
      <Finding title={t("nat.title")}>
        <p className="p-4">{t(`nat.${nat}`)}</p>
      </Finding>
      <Finding title={t("relay.title")}>
        {relay === "asked" ? (
          <ul className="divide-y divide-rule">
            {relays.map((answer) => (
              <RelayRow key={`${answer.host} ${answer.over}`} answer={answer} />
            ))}
          </ul>
        ) : (
          <p className="p-4">{t(relay === "none" ? "relay.none" : "relay.noAccess")}</p>
        )}
      </Finding>
      <Finding title={t("addresses.title")}>
        {candidates.length > 0 ? (
          <ul className="divide-y divide-rule">
            {distinct(candidates).map((candidate) => (
              <AddressRow key={nameOf(candidate)} candidate={candidate} />
            ))}
          </ul>
        ) : (
          <p className="p-4">{t("addresses.none")}</p>
        )}
      </Finding>
    </>
  );
}

function Finding({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="pb-2 font-semibold">
        {title}
      </h2>
      <div className="rounded-xl border border-rule">{children}</div>
    </section>
  );
}

function RelayRow({ answer }: { answer: RelayAnswer }) {
  const t = useTranslations("settings.connection.relay");
  const words = answer.kind === "answers" ? t("answers", { ms: answer.afterMs }) : t(answer.kind);
  return (
    <Row label={t(`over.${answer.over}`)} detail={answer.host}>
      <span className={answer.kind === "answers" ? "text-soft" : "text-danger"}>{words}</span>
    </Row>
  );
}

function AddressRow({ candidate }: { candidate: FoundCandidate }) {
  const t = useTranslations("settings.connection.addresses");
  const { type, address } = candidate;
  return (
    <Row label={t(`of.${type === "prflx" ? "srflx" : type}`)}>
      {address ? (
        <bdi className="break-all text-soft tabular-nums">{address}</bdi>
      ) : (
        <span className="text-soft">{t("hidden")}</span>
      )}
    </Row>
  );
}

type RowProps = { label: string; detail?: string; children: ReactNode };

function Row({ label, detail, children }: RowProps) {
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 px-4 py-3">
      <span>
        {label}
        {detail && <bdi className="block break-all text-faint text-sm">{detail}</bdi>}
      </span>
      <span className="text-end">{children}</span>
    </li>
  );
}

const nameOf = ({ type, address }: FoundCandidate) => `${type} ${address ?? ""}`;

/** One address is one row, however many ports of it there are. */
function distinct(candidates: readonly FoundCandidate[]): FoundCandidate[] {
  return [...new Map(candidates.map((each) => [nameOf(each), each])).values()];
}
