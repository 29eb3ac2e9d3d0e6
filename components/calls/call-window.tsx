"use client";

import { useRef } from "react";
import { useTranslations } from "use-intl";
import { dmInboxId } from "@/lib/messaging/core/records.ts";
import type { Calls, CallsView } from "@/lib/react/use-calls.ts";
import { CallFiles } from "../transfers/call-files.tsx";
import { DropHere } from "../transfers/drop-here.tsx";
import { CallFrame } from "./call-frame.tsx";
import { CallStage } from "./call-stage.tsx";
import { CallState } from "./call-state.tsx";
import { PathLine } from "./path-line.tsx";
import { Sound } from "./stream.tsx";
import { type Called, useCalled } from "./use-called.ts";
import { useSpeaker } from "./use-speaker.ts";

type CallWindowProps = { calls: Calls; view: CallsView };

/** A call with somebody. */
export function CallWindow({ calls, view }: CallWindowProps) {
  const { call, preparing } = view;
  const threadKey = "thread" in call ? call.thread : preparing?.thread;
  return threadKey ? <OfCall calls={calls} view={view} threadKey={threadKey} /> : null;
}

function OfCall({ calls, view, threadKey }: CallWindowProps & { threadKey: Called["threadKey"] }) {
  const t = useTranslations("calls");
  const called = useCalled(threadKey);
  const window = useRef<HTMLElement>(null);
  const speaker = useSpeaker(calls, view.own.stream);
  const { call, other } = view;
  return (
    <CallFrame
      ref={window}
      calls={calls}
      view={view}
      called={called}
      label={t("with", { name: called.name })}
      state={<CallState view={view} name={called.name} />}
      stage={(room) => (
        <>
          {other.stream && <Sound stream={other.stream} speaker={speaker} />}
          <CallStage view={view} called={called} {...room} />
        </>
      )}
      below={
        <>
          <CallFiles calls={calls} view={view} peer={dmInboxId(threadKey)} />
          <PathLine view={view} name={called.name} />
        </>
      }
      mayShare={call.kind === "connected" || call.kind === "reconnecting"}
    >
      <DropHere calls={calls} target={window} name={called.name} />
    </CallFrame>
  );
}
