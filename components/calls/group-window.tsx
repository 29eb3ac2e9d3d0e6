"use client";

import { useTranslations } from "use-intl";
import type { Calls, CallsView } from "@/lib/react/use-calls.ts";
import { CallFrame } from "./call-frame.tsx";
import { GroupPath } from "./group-path.tsx";
import { GroupStage } from "./group-stage.tsx";
import { GroupState } from "./group-state.tsx";
import { SpeakerNote } from "./speaker-note.tsx";
import { Sound } from "./stream.tsx";
import { type Called, useCalled } from "./use-called.ts";
import { usePeople } from "./use-people.ts";
import { useSpeaker } from "./use-speaker.ts";

type GroupWindowProps = { calls: Calls; view: CallsView };

/** A call of a group that one is in. */
export function GroupWindow({ calls, view }: GroupWindowProps) {
  const { call, preparing } = view.group;
  const threadKey = preparing?.thread ?? ("thread" in call ? call.thread : undefined);
  return threadKey ? <OfGroup calls={calls} view={view} threadKey={threadKey} /> : null;
}

function OfGroup({
  calls,
  view,
  threadKey,
}: GroupWindowProps & { threadKey: Called["threadKey"] }) {
  const t = useTranslations("calls.group");
  const called = useCalled(threadKey);
  const people = usePeople(view);
  const speaker = useSpeaker(calls, view.own.stream);
  const { group } = view;
  return (
    <CallFrame
      calls={calls}
      view={view}
      called={called}
      label={t("in", { name: called.name })}
      state={<GroupState view={view} />}
      stage={(room) => (
        <>
          {group.people.map(
            ({ party, stream }) =>
              stream && <Sound key={party} stream={stream} speaker={speaker} />,
          )}
          <GroupStage view={view} people={people} {...room} />
          <SpeakerNote people={group.people} nameOf={people.nameOf} />
        </>
      )}
      below={<GroupPath view={view} people={people} />}
      mayShare={group.call.kind === "joined"}
    />
  );
}
