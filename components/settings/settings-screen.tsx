"use client";

import clsx from "clsx";
import { ArrowLeft, X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import type { Address } from "@/lib/identity/core/address.ts";
import { Devices } from "../devices/devices.tsx";
import { HistorySection } from "../history/history-section.tsx";
import { NotificationsSection } from "../notifications/notifications-section.tsx";
import { PlaceLink } from "../place/place-link.tsx";
import { PrivacySection } from "../privacy/privacy-section.tsx";
import { chunk, useChunk } from "../ui/chunk.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ICON_BUTTON_CLASS } from "../ui/icon-button.tsx";
import { Wallets } from "../wallets/wallets.tsx";
import { SECTIONS, type Section, sectionIn, settingsPath } from "./sections.ts";

const connection = chunk(
  async () => (await import("../connection/connection-section.tsx")).ConnectionSection,
);
const calls = chunk(async () => (await import("../calls/calls-section.tsx")).CallsSection);
const files = chunk(async () => (await import("../files/files-section.tsx")).FilesSection);

export type SettingsScreenProps = { sectionName: string; self: Address; onBack: () => void };

/** What a person may change about their inbox, one section at a time. */
export function SettingsScreen({ sectionName, self, onBack }: SettingsScreenProps) {
  const t = useTranslations("settings");
  const section = sectionIn(sectionName);
  const tabs = useRef<HTMLUListElement>(null);
  // On a phone there is no room for all of them.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another section is another tab
  useEffect(() => {
    const shown = tabs.current?.querySelector("[aria-current]");
    shown?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [section]);
  return (
    <>
      <Header onBack={onBack} />
      <nav aria-label={t("title")} className="border-rule border-b px-2 split:px-4">
        <ul ref={tabs} className="flex gap-1 overflow-x-auto">
          {SECTIONS.map((each) => (
            <li key={each}>
              <PlaceLink
                href={settingsPath(each)}
                replace
                aria-current={each === section ? "page" : undefined}
                className={clsx(
                  "inline-flex min-h-11 items-center border-b-2 px-3 font-semibold text-sm transition-colors",
                  each === section
                    ? "border-accent text-accent"
                    : "border-transparent text-soft hover:text-ink",
                )}
              >
                {t(`sections.${each}`)}
              </PlaceLink>
            </li>
          ))}
        </ul>
      </nav>
      <div className="scroll-pane min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex min-h-full max-w-2xl flex-col gap-6 px-4 py-6 split:px-6">
          {section ? <SectionBody section={section} self={self} /> : <Unknown />}
        </div>
      </div>
    </>
  );
}

function SectionBody({ section, self }: { section: Section; self: Address }) {
  switch (section) {
    case "devices":
      return <Devices />;
    case "wallets":
      return <Wallets self={self} />;
    case "history":
      return <HistorySection self={self} />;
    case "files":
      return <Files />;
    case "connection":
      return <Connection />;
    case "calls":
      return <Calls />;
    case "privacy":
      return <PrivacySection />;
    case "notifications":
      return <NotificationsSection />;
  }
}

function Unknown() {
  const t = useTranslations("settings.unknown");
  return <EmptyState title={t("title")} body={t("body")} />;
}

function Header({ onBack }: { onBack: () => void }) {
  const t = useTranslations("settings");
  const tCommon = useTranslations("common");
  const way = (label: string, className: string, icon: ReactNode) => (
    <PlaceLink
      href="/"
      onClick={(event) => {
        event.preventDefault();
        onBack();
      }}
      aria-label={label}
      title={label}
      className={clsx(ICON_BUTTON_CLASS, className)}
    >
      {icon}
    </PlaceLink>
  );
  return (
    <header className="flex h-14 shrink-0 items-center gap-2 px-2 split:px-4">
      {way(tCommon("back"), "split:hidden", <ArrowLeft aria-hidden="true" size={20} />)}
      <h1 className="flex-1 px-2 font-semibold text-lg">{t("title")}</h1>
      {way(tCommon("close"), "max-split:hidden", <X aria-hidden="true" size={20} />)}
    </header>
  );
}

function Connection() {
  const ConnectionSection = useChunk(connection);
  connection.load();
  return ConnectionSection ? <ConnectionSection /> : null;
}

function Files() {
  const FilesSection = useChunk(files);
  files.load();
  return FilesSection ? <FilesSection /> : null;
}

function Calls() {
  const CallsSection = useChunk(calls);
  calls.load();
  return CallsSection ? <CallsSection /> : null;
}
