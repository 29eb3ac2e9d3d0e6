import clsx from "clsx";
import { Maximize2, Minimize2 } from "lucide-react";
import { type ReactNode, type RefObject, useState } from "react";
import { useTranslations } from "use-intl";
import type { Calls, CallsView } from "@/lib/react/use-calls.ts";
import { PlaceLink } from "../place/place-link.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { CallControls } from "./call-controls.tsx";
import type { Called } from "./use-called.ts";
import { useFullScreen } from "./use-full-screen.ts";
import { usePushToTalk } from "./use-push-to-talk.ts";

/** How much room there is for what is seen, and what gives it all of the screen. */
export type StageRoom = {
  isLarge: boolean;
  isFull: boolean;
  /** Left out where the browser fills no screen. */
  onFull: (() => void) | undefined;
};

type CallFrameProps = {
  ref?: RefObject<HTMLElement | null>;
  calls: Calls;
  view: CallsView;
  called: Called;
  label: string;
  /** How far it has come, below its name. */
  state: ReactNode;
  stage: (room: StageRoom) => ReactNode;
  /** How it goes, below what is seen. */
  below: ReactNode;
  mayShare: boolean;
  children?: ReactNode;
};

/** The window of a call: small beside everything else, or over all of it. */
export function CallFrame(props: CallFrameProps) {
  const { calls, view, called, label } = props;
  const t = useTranslations("calls");
  const tErrors = useTranslations("errors");
  const [isLarge, setIsLarge] = useState(false);
  const { own, problem, replaced, screenWasShared } = view;
  const { isFull, toggle, leave } = useFullScreen();
  usePushToTalk(calls);
  const resize = (large: boolean) => {
    if (!large) leave();
    setIsLarge(large);
  };
  const Resize = isLarge ? Minimize2 : Maximize2;
  return (
    <section
      ref={props.ref}
      aria-label={label}
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
          {props.state}
        </PlaceLink>
        <IconButton label={t(isLarge ? "smaller" : "larger")} onClick={() => resize(!isLarge)}>
          <Resize aria-hidden="true" size={18} />
        </IconButton>
      </div>
      {props.stage({ isLarge, isFull, onFull: toggle })}
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
        {props.below}
      </div>
      <CallControls calls={calls} view={view} mayShare={props.mayShare} />
      {props.children}
    </section>
  );
}
