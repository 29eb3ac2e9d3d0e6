"use client";

import { X } from "lucide-react";
import { memo, useMemo } from "react";
import { useTranslations } from "use-intl";
import { useInboxRows } from "@/lib/react/use-inbox-rows.ts";
import { useNames } from "@/lib/react/use-names.ts";
import { Face } from "../avatar/face.tsx";
import { FoundRecipient } from "../inbox/found-recipient.tsx";
import { RecipientField } from "../inbox/recipient-field.tsx";
import { Button } from "../ui/button.tsx";
import { personName } from "../ui/names.ts";
import { Spinner } from "../ui/spinner.tsx";
import { splitRecipients } from "./split-recipients.ts";
import { nameOf, type Picked, type PickerOptions, usePicker } from "./use-picker.ts";

/** So many known people are offered at once. */
const MOST_KNOWN = 5;

/** Chooses people for a group: typed, pasted, or out of those one talks with. */
export function PeopleField(options: PickerOptions) {
  const { picked, members } = options;
  const t = useTranslations("group.picker");
  const tErrors = useTranslations("errors");
  const picker = usePicker(options);
  const { lookup, problem } = picker;
  const isBusy = picker.isChecking || picker.isReading || lookup.isPending;
  return (
    <div className="flex flex-col gap-2">
      {picked.length > 0 && <Chips picked={picked} onTakeOut={picker.takeOut} />}
      <RecipientField
        label={t("label")}
        hint={picker.note ?? t("hint")}
        error={problem ? tErrors(problem) : undefined}
        value={picker.text}
        onChange={(event) => picker.write(event.target.value)}
        onPaste={(event) => {
          const text = event.clipboardData.getData("text");
          if (splitRecipients(text).length === 0) return;
          event.preventDefault();
          void picker.paste(text);
        }}
        onKeyDown={(event) => {
          const last = picked.at(-1);
          if (event.key === "Backspace" && picker.text === "" && last) picker.takeOut(last.inboxId);
          if (event.key !== "Enter" || picker.text.trim() === "") return;
          event.preventDefault();
          picker.submit();
        }}
      />
      {lookup.found && <FoundRecipient found={lookup.found} />}
      {picker.text.trim() !== "" && (
        <Button
          look="secondary"
          className="self-start"
          onClick={picker.submit}
          aria-disabled={isBusy}
        >
          {isBusy && <Spinner />}
          {t("add")}
        </Button>
      )}
      <KnownPeople
        query={picker.text}
        isTaken={(inboxId) =>
          members?.has(inboxId) === true || picked.some((person) => person.inboxId === inboxId)
        }
        onPick={(person) => {
          picker.put([person]);
          picker.write("");
        }}
      />
    </div>
  );
}

type ChipsProps = {
  picked: readonly Picked[];
  onTakeOut: (inboxId: Picked["inboxId"]) => void;
};

function Chips({ picked, onTakeOut }: ChipsProps) {
  const t = useTranslations("group.picker");
  return (
    <ul aria-label={t("chosen")} className="scroll-pane flex max-h-32 flex-wrap gap-1.5">
      {picked.map((person) => (
        <Chip key={person.inboxId} person={person} onTakeOut={onTakeOut} />
      ))}
    </ul>
  );
}

type ChipProps = { person: Picked; onTakeOut: ChipsProps["onTakeOut"] };

/** There may be 249 of them, and each letter that is typed beside them draws the form again. */
const Chip = memo(function Chip({ person, onTakeOut }: ChipProps) {
  const t = useTranslations("group.picker");
  const name = nameOf(person);
  return (
    <li
      title={person.address}
      className="flex min-w-0 max-w-full items-center gap-1.5 rounded-full bg-sunken pr-0.5 pl-1"
    >
      <Face address={person.address} sizePx={20} />
      <span className="foreign truncate text-sm">{name}</span>
      <button
        type="button"
        onClick={() => onTakeOut(person.inboxId)}
        aria-label={t("takeOut", { name })}
        className="flex size-7 shrink-0 items-center justify-center rounded-full text-soft hover:bg-hover"
      >
        <X aria-hidden="true" size={14} />
      </button>
    </li>
  );
});

type KnownPeopleProps = {
  query: string;
  isTaken: (inboxId: Picked["inboxId"]) => boolean;
  onPick: (person: Picked) => void;
};

function KnownPeople({ query, isTaken, onPick }: KnownPeopleProps) {
  const t = useTranslations("group.picker");
  const { rows } = useInboxRows();
  const peers = useMemo(
    () => rows.flatMap(({ consent, peer }) => (consent === "denied" ? [] : (peer ?? []))),
    [rows],
  );
  const names = useNames(useMemo(() => peers.map(({ address }) => address), [peers]));
  const wanted = query.trim().toLowerCase();
  const found = peers
    .filter(({ inboxId }) => !isTaken(inboxId))
    .map((peer): Picked => {
      const name = names.get(peer.address)?.name;
      return { ...peer, ...(name && { name }) };
    })
    .filter(
      (person) =>
        nameOf(person).toLowerCase().includes(wanted) ||
        person.address.toLowerCase().startsWith(wanted),
    )
    .slice(0, MOST_KNOWN);
  if (found.length === 0) return null;
  return (
    <section aria-label={t("known")} className="flex flex-col gap-0.5">
      <h3 className="pb-1 font-semibold text-faint text-xs">{t("known")}</h3>
      {found.map((person) => (
        <button
          key={person.inboxId}
          type="button"
          title={person.address}
          onClick={() => onPick(person)}
          className="-mx-2 flex min-h-11 items-center gap-3 rounded-xl px-2 text-left hover:bg-hover"
        >
          <Face address={person.address} sizePx={28} />
          <span className="foreign truncate text-base">
            {personName(person.address, person.name)}
          </span>
        </button>
      ))}
    </section>
  );
}
