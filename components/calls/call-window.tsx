"use client";

import clsx from "clsx";
import { Maximize2, Minimize2 } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { deviceInUse } from "@/lib/calls/core/devices.ts";
import { dmInboxId } from "@/lib/messaging/core/records.ts";
import type { Calls, CallsView } from "@/lib/react/use-calls.ts";
import { useMediaDevices } from "@/lib/react/use-media-devices.ts";
import { useAppSettings } from "@/lib/react/use-preferences.ts";
import { PlaceLink } from "../place/place-link.tsx";
import { CallFiles } from "../transfers/call-files.tsx";
import { DropHere } from "../transfers/drop-here.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { CallControls } from "./call-controls.tsx";
import { CallStage } from "./call-stage.tsx";
import { CallState } from "./call-state.tsx";
import { PathLine } from "./path-line.tsx";
import { Sound } from "./stream.tsx";
import { type Called, useCalled } from "./use-called.ts";
import { useFullScreen } from "./use-full-screen.ts";
import { usePushToTalk } from "./use-push-to-talk.ts";

type CallWindowProps = { calls: Calls; view: CallsView };

/** A call that one is in: small beside everything else, or over all of it. */
export function CallWindow({ calls, view }: CallWindowProps) {
  const { call, preparing } = view;
  const threadKey = "thread" in call ? call.thread : preparing?.thread;
  return threadKey ? <OfCall calls={calls} view={view} threadKey={threadKey} /> : null;
}

function OfCall({ calls, view, threadKey }: CallWindowProps & { threadKey: Called["threadKey"] }) {
  const t = useTranslations("calls");
  const tErrors = useTranslations("errors");
  const called = useCalled(threadKey);
  const [isLarge, setIsLarge] = useState(false);
  const section = useRef<HTMLElement>(null);
  const speaker = useSpeaker(calls, view.own.stream);
  const { own, other, problem, replaced, screenWasShared } = view;
  const peer = dmInboxId(threadKey);
  const { isFull, toggle, leave } = useFullScreen();
  usePushToTalk(calls);
  const resize = (large: boolean) => {
    if (!large) leave();
    setIsLarge(large);
  };
  const Resize = isLarge ? Minimize2 : Maximize2;
  return (
    <section
      ref={section}
      aria-label={t("with", { name: called.name })}
      className={clsx(
        "appear flex flex-col overflow-hidden border-rule bg-raised shadow-pop",
        isLarge
          ? "fixed inset-0 z-30"
          : "relative max-h-[calc(100dvh-5rem)] w-full rounded-2xl border",
      )}
    >
      <div className="flex items-center gap-3 py-2 pr-2 pl-4">
        <PlaceLink
          href={called.path}
          onClick={() => resize(false)}
          className="min-w-0 flex-1 rounded-lg"
        >
          <p className="foreign truncate font-semibold">{called.name}</p>
          <CallState view={view} name={called.name} />
        </PlaceLink>
        <IconButton label={t(isLarge ? "smaller" : "larger")} onClick={() => resize(!isLarge)}>
          <Resize aria-hidden="true" size={18} />
        </IconButton>
      </div>
      {other.stream && <Sound stream={other.stream} speaker={speaker} />}
      <CallStage view={view} called={called} isLarge={isLarge} isFull={isFull} onFull={toggle} />
      <div className="scroll-pane min-h-0 overflow-y-auto">
        {problem && (
          <p role="alert" className="px-4 pt-3 text-sm text-warning">
            {tErrors(problem)}
          </p>
        )}
        {own.hasScreen && (
          <p role="status" className="px-4 pt-3 text-accent text-sm">
            {t("screen.shown")}
          </p>
        )}
        {screenWasShared && (
          <p role="status" className="px-4 pt-3 text-sm text-soft">
            {t("screen.lost")}
          </p>
        )}
        {replaced && (
          <p role="status" className="px-4 pt-3 text-sm text-soft">
            {t(`replaced.${replaced.kind}`, { name: replaced.label })}
          </p>
        )}
        <CallFiles calls={calls} view={view} peer={peer} />
        <PathLine view={view} name={called.name} />
      </div>
      <CallControls calls={calls} view={view} />
      <DropHere calls={calls} target={section} name={called.name} />
    </section>
  );
}

/** What was chosen, whenever it is plugged in. */
function useSpeaker(calls: Calls, stream: MediaStream | undefined): string {
  const all = useMediaDevices(calls, stream);
  const { speaker } = useAppSettings();
  return deviceInUse(all, "speaker", speaker);
}
