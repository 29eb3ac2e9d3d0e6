import { useTranslations } from "use-intl";
import type { CallPath } from "@/lib/calls/core/path.ts";
import type { CallsView } from "@/lib/react/use-calls.ts";
import { isolated, Sentence } from "../ui/isolate.tsx";
import { CallDetails } from "./call-details.tsx";
import { GroupLock } from "./group-lock.tsx";
import type { People } from "./use-people.ts";

type GroupPathProps = { view: CallsView; people: People };
type Person = CallsView["group"]["people"][number];

/** Which ways the call takes, to whom; how good each is; and what proves who is there. */
export function GroupPath({ view, people }: GroupPathProps) {
  const t = useTranslations("calls");
  const connected = view.group.people.filter(({ kind, path }) => kind === "connected" && path);
  if (connected.length === 0) return null;
  const { safetyCode } = view.group;
  const ways = Map.groupBy(connected, ({ path }) => wayOf(path));
  const words = [...ways.values()].flatMap((same) => {
    const names = same.map(({ inboxId }) => isolated(people.nameOf(inboxId))).join(", ");
    const path = same[0]?.path;
    if (!path) return [];
    return path.kind === "direct"
      ? t(`group.path.${path.how}`, { names })
      : t("group.path.relayed", { names, over: path.over.toUpperCase() });
  });
  return (
    <div className="flex flex-col gap-1 px-4 pt-3 text-sm">
      <p className="font-semibold">
        <Sentence text={words.join("; ")} />
      </p>
      {safetyCode && (
        <GroupLock
          safetyCode={safetyCode}
          isRelayed={connected.some(({ path }) => path?.kind === "relayed")}
        />
      )}
      {connected.map((person) => (
        <PersonDetails key={person.party} person={person} name={people.nameOf(person.inboxId)} />
      ))}
    </div>
  );
}

function wayOf(path: CallPath | undefined): string {
  return path?.kind === "relayed" ? `relayed ${path.over}` : (path?.how ?? "");
}

function PersonDetails({ person, name }: { person: Person; name: string }) {
  const t = useTranslations("calls");
  const { details, path, quality } = person;
  return (
    <CallDetails
      title={`${t("group.details", { name: isolated(name) })}${quality ? ` · ${t(`quality.${quality}`)}` : ""}`}
      details={details}
      path={path}
    />
  );
}
