"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { DEVICE_KINDS } from "@/lib/calls/core/devices.ts";
import { useCalls } from "@/lib/react/use-calls.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { DeviceChoice } from "./device-choice.tsx";
import { Level } from "./level.tsx";
import { PushToTalkCard } from "./push-to-talk-card.tsx";
import { Picture } from "./stream.tsx";
import { useDeviceChoices } from "./use-device-choices.ts";
import { useTrial } from "./use-trial.ts";

/** How one calls on this device. */
export function CallsSection() {
  return (
    <>
      <DevicesCard />
      <PushToTalkCard />
    </>
  );
}

/** What one speaks into, looks into and hears from, tried out before a call. */
function DevicesCard() {
  const t = useTranslations("calls.devices");
  const tErrors = useTranslations("errors");
  const calls = useCalls();
  const [isOn, setIsOn] = useState(false);
  const { stream, problem, tryAgain } = useTrial(calls, isOn);
  const choices = useDeviceChoices(calls, stream);
  const hasPicture = (stream?.getVideoTracks().length ?? 0) > 0;
  return (
    <Card title={t("title")} body={t("body")}>
      {DEVICE_KINDS.map((kind) => (
        <DeviceChoice key={kind} label={t(kind)} {...choices[kind]} />
      ))}
      {stream && (
        <div className="flex w-full flex-col gap-3">
          {hasPicture && (
            <div className="aspect-video w-full max-w-md overflow-hidden rounded-xl bg-stage">
              <Picture label={t("seen")} stream={stream} isMirrored />
            </div>
          )}
          <Level label={t("level")} stream={stream} />
        </div>
      )}
      {problem && (
        <p role="alert" className="text-sm text-warning">
          {tErrors(problem)}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button look="secondary" disabled={!calls} onClick={() => setIsOn(!isOn)}>
          {t(isOn ? "stop" : "try")}
        </Button>
        {problem && (
          <Button look="secondary" onClick={tryAgain}>
            {t("again")}
          </Button>
        )}
        <TestSound play={calls && (() => calls.devices.testSpeaker(choices.speaker.value))} />
      </div>
    </Card>
  );
}

/** One hears where calls are heard. */
function TestSound({ play }: { play: (() => Promise<void>) | undefined }) {
  const t = useTranslations("calls.devices");
  const [isPlaying, setIsPlaying] = useState(false);
  return (
    <Button
      look="secondary"
      disabled={!play || isPlaying}
      onClick={() => {
        setIsPlaying(true);
        const done = () => setIsPlaying(false);
        play?.().then(done, done);
      }}
    >
      {t("test")}
    </Button>
  );
}
