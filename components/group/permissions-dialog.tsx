"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import {
  GROUP_ACTIONS,
  type GroupAction,
  type GroupRecord,
  type Policy,
  policiesFor,
  problemWith,
} from "@/lib/messaging/core/group.ts";
import { useGroups } from "@/lib/react/use-groups.ts";
import { useOwnInboxId } from "@/lib/react/use-own-inbox-id.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SELECT_CLASS } from "../ui/select.ts";
import { Spinner } from "../ui/spinner.tsx";
import { ErrorSentence } from "../wallet/error-sentence.tsx";
import { useGroupTask } from "./use-group-task.ts";

/** A change of a rule is told by nobody, so while one looks at them the group is looked at again. */
const LOOK_EVERY_MS = 3_000;

type PermissionsDialogProps = { open: boolean; group: GroupRecord; onClose: () => void };

/** Who may do what in a group, in plain words; super admins change it. */
export function PermissionsDialog({ open, group, onClose }: PermissionsDialogProps) {
  const t = useTranslations("group.permissions");
  return (
    <Dialog open={open} onClose={onClose} title={t("title")}>
      <Permissions group={group} />
    </Dialog>
  );
}

function Permissions({ group }: { group: GroupRecord }) {
  const t = useTranslations("group.permissions");
  const { look } = useGroups();
  const task = useGroupTask(group.key);
  const [wanted, setWanted] = useState<Partial<Record<GroupAction, Policy>>>({});
  const self = useOwnInboxId();
  useEffect(() => {
    look(group.key);
    const timer = setInterval(() => look(group.key), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [look, group.key]);
  const mayChange =
    self !== undefined &&
    problemWith({ kind: "policy", action: "add", policy: "everyone" }, group, self) === undefined;
  const changed = GROUP_ACTIONS.filter((action) => {
    const policy = wanted[action];
    return policy !== undefined && policy !== group.policies[action];
  });
  const save = async () => {
    for (const action of changed) {
      const policy = wanted[action];
      if (policy && !(await task.change({ kind: "policy", action, policy }))) return;
    }
  };
  // What has come true, by whomever, is no wish any more.
  if (Object.keys(wanted).length > changed.length)
    setWanted(Object.fromEntries(changed.map((action) => [action, wanted[action]])));
  return (
    <>
      <p className="text-sm text-soft">{mayChange ? t("fixed") : t("readOnly")}</p>
      <ul aria-label={t("body")} className="flex flex-col gap-1">
        {GROUP_ACTIONS.map((action) => (
          <li key={action} className="flex min-h-11 items-center gap-3">
            <span id={`may-${action}`} className="min-w-0 flex-1 text-base">
              {t(`actions.${action}`)}
            </span>
            {mayChange ? (
              <PolicySelect
                labelledBy={`may-${action}`}
                action={action}
                value={wanted[action] ?? group.policies[action]}
                onChange={(policy) => setWanted({ ...wanted, [action]: policy })}
              />
            ) : (
              <span className="shrink-0 text-sm text-soft">
                {t(`policies.${group.policies[action]}`)}
              </span>
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <Button
          onClick={() => void save()}
          aria-disabled={task.isBusy || changed.length === 0}
          className="aria-disabled:opacity-50"
        >
          {task.isBusy && <Spinner />}
          {t("save")}
        </Button>
      )}
      {task.error && <ErrorSentence error={task.error} />}
    </>
  );
}

type PolicySelectProps = {
  labelledBy: string;
  action: GroupAction;
  value: Policy;
  onChange: (policy: Policy) => void;
};

function PolicySelect({ labelledBy, action, value, onChange }: PolicySelectProps) {
  const t = useTranslations("group.permissions.policies");
  const offered = policiesFor(action);
  // What another app set stays as it is until somebody chooses.
  const options = offered.includes(value) ? offered : [value, ...offered];
  return (
    <select
      aria-labelledby={labelledBy}
      value={value}
      onChange={(event) => {
        const chosen = offered.find((policy) => policy === event.target.value);
        if (chosen) onChange(chosen);
      }}
      className={SELECT_CLASS}
    >
      {options.map((policy) => (
        <option key={policy} value={policy}>
          {t(policy)}
        </option>
      ))}
    </select>
  );
}
