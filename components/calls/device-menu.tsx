import { Settings2 } from "lucide-react";
import { useTranslations } from "use-intl";
import { DEVICE_KINDS } from "@/lib/calls/core/devices.ts";
import type { Calls } from "@/lib/react/use-calls.ts";
import { Menu, MenuChoice } from "../ui/menu.tsx";
import { RoundButton } from "./round-button.tsx";
import { useDeviceChoices } from "./use-device-choices.ts";

type DeviceMenuProps = { calls: Calls; stream: MediaStream | undefined };

/** Other devices than those in use, in the middle of a call. */
export function DeviceMenu({ calls, stream }: DeviceMenuProps) {
  const t = useTranslations("calls.devices");
  const choices = useDeviceChoices(calls, stream);
  return (
    <Menu
      align="end"
      trigger={
        <RoundButton label={t("title")} disabled={!stream}>
          <Settings2 aria-hidden="true" size={20} />
        </RoundButton>
      }
    >
      {DEVICE_KINDS.map((kind) => {
        const { options, value, choose } = choices[kind];
        return (
          options.length > 1 && (
            <MenuChoice
              key={kind}
              label={t(kind)}
              value={value}
              options={options}
              onChange={choose}
            />
          )
        );
      })}
    </Menu>
  );
}
