import { Mic, MicOff } from "lucide-react";
import type { ComponentProps, KeyboardEvent } from "react";
import { useTranslations } from "use-intl";
import { keyName } from "@/lib/calls/core/talk-key.ts";
import type { Calls, CallsView } from "@/lib/react/use-calls.ts";
import { useAppSettings } from "@/lib/react/use-preferences.ts";
import { RoundButton } from "./round-button.tsx";

/** Mutes and unmutes; whoever talks by a key may hold this instead. */
export function MicrophoneButton({ calls, view }: { calls: Calls; view: CallsView }) {
  const t = useTranslations("calls.microphone");
  const { pushToTalkKey: code } = useAppSettings();
  const { hasMicrophone, stream } = view.own;
  const Icon = hasMicrophone ? Mic : MicOff;
  const icon = <Icon aria-hidden="true" size={20} />;
  if (code !== "") {
    return (
      <RoundButton
        label={t("hold", { key: keyName(code) })}
        look={hasMicrophone ? "go" : "off"}
        aria-pressed={hasMicrophone}
        disabled={!stream}
        className="touch-none"
        {...whileHeld((isHeld) => void calls.hold(isHeld))}
      >
        {icon}
      </RoundButton>
    );
  }
  return (
    <RoundButton
      label={t(hasMicrophone ? "off" : "on")}
      look={hasMicrophone ? "plain" : "off"}
      aria-pressed={!hasMicrophone}
      disabled={!stream}
      onClick={() => void calls.setMicrophone(!hasMicrophone)}
    >
      {icon}
    </RoundButton>
  );
}

/** By a finger, a mouse or a key, until it is let go, wherever that is. */
function whileHeld(tell: (isHeld: boolean) => void): ComponentProps<"button"> {
  const presses = ({ key }: KeyboardEvent) => key === " " || key === "Enter";
  const letGo = () => tell(false);
  return {
    onPointerDown: ({ currentTarget, pointerId }) => {
      currentTarget.setPointerCapture(pointerId);
      tell(true);
    },
    onLostPointerCapture: letGo,
    onKeyDown: (event) => {
      if (presses(event) && !event.repeat) tell(true);
    },
    onKeyUp: (event) => {
      if (presses(event)) letGo();
    },
    onBlur: letGo,
    // A long press is no wish for a menu here.
    onContextMenu: (event) => event.preventDefault(),
  };
}
