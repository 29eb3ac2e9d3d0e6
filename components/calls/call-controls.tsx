import { MonitorUp, PhoneOff, Video, VideoOff } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Calls, CallsView } from "@/lib/react/use-calls.ts";
import { SendDirectly } from "../transfers/send-directly.tsx";
import { DeviceMenu } from "./device-menu.tsx";
import { MicrophoneButton } from "./microphone-button.tsx";
import { RoundButton } from "./round-button.tsx";

/** Microphone, camera, and the end. */
export function CallControls({
  calls,
  view,
  mayShare,
}: {
  calls: Calls;
  view: CallsView;
  mayShare: boolean;
}) {
  const t = useTranslations("calls");
  const { hasCamera, hasScreen, stream } = view.own;
  const isPaired = view.call.kind === "connected" || view.call.kind === "reconnecting";
  const Camera = hasCamera ? Video : VideoOff;
  return (
    <div className="mx-auto flex w-full max-w-96 shrink-0 items-center justify-evenly px-3 py-4">
      <MicrophoneButton calls={calls} view={view} />
      <RoundButton
        label={t(hasCamera ? "camera.off" : "camera.on")}
        look={hasCamera ? "plain" : "off"}
        aria-pressed={!hasCamera}
        disabled={!stream}
        onClick={() => void calls.setCamera(!hasCamera)}
      >
        <Camera aria-hidden="true" size={20} />
      </RoundButton>
      {mayShare && canShare() && (
        <RoundButton
          label={t(hasScreen ? "screen.off" : "screen.on")}
          look={hasScreen ? "go" : "plain"}
          aria-pressed={hasScreen}
          onClick={() => void calls.setScreen(!hasScreen)}
        >
          <MonitorUp aria-hidden="true" size={20} />
        </RoundButton>
      )}
      {isPaired && <SendDirectly calls={calls} />}
      <DeviceMenu calls={calls} stream={stream} />
      <RoundButton look="stop" label={t("hangUp")} onClick={calls.hangUp}>
        <PhoneOff aria-hidden="true" size={20} />
      </RoundButton>
    </div>
  );
}

/** No browser of a phone can. */
function canShare(): boolean {
  return "getDisplayMedia" in navigator.mediaDevices;
}
