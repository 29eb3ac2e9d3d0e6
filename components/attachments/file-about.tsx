import { Info } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { saidBytes } from "@/lib/attachments/core/file-kind.ts";
import { type FileState, type PlacedFile, useSources } from "@/lib/react/use-files.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { Popover } from "../ui/popover.tsx";
import { useBytes } from "../ui/use-bytes.ts";
import { ArchivedNote } from "./archived-note.tsx";
import { useKindWords } from "./use-kind-words.ts";

type FileAboutProps = {
  placed: PlacedFile;
  state: FileState | undefined;
  name: string;
  mine: boolean;
  className?: string;
};

/** What is known of a file, behind a small button: what it is, and who has it. */
export function FileAbout(props: FileAboutProps) {
  const t = useTranslations("attachments");
  const label = t("details", { name: props.name });
  return (
    <Popover
      label={label}
      trigger={
        <IconButton label={label} className={props.className ?? "size-7 rounded-lg"}>
          <Info aria-hidden="true" size={16} />
        </IconButton>
      }
    >
      <AboutFile {...props} />
    </Popover>
  );
}

function AboutFile({ placed, state, name, mine }: FileAboutProps) {
  const t = useTranslations("attachments.about");
  const size = useBytes();
  const kind = useKindWords();
  const opened = state?.kind === "opened" ? state.opened : undefined;
  const bytes = opened?.blob.size ?? saidBytes(placed.file);
  return (
    <div className="flex flex-col gap-3 text-sm">
      <h2 className="font-semibold text-base">{t("title")}</h2>
      <dl className="flex flex-col gap-2.5">
        <Fact term={t("name")}>{name}</Fact>
        <Fact term={t("kind")}>
          {opened ? (
            <>
              {kind(opened.mimeType, opened.fileName ?? placed.file.fileName)}
              <span className="block text-faint text-xs">{opened.mimeType}</span>
            </>
          ) : (
            t("kindUnknown")
          )}
        </Fact>
        {bytes !== undefined && <Fact term={t("size")}>{size(bytes)}</Fact>}
        <Whereabouts placed={placed} from={opened?.from} mine={mine} />
      </dl>
      {placed.file.kind === "remote" && <p className="text-faint text-xs">{t("sees")}</p>}
    </div>
  );
}

type WhereaboutsProps = { placed: PlacedFile; from: string | undefined; mine: boolean };

function Whereabouts({ placed: { file }, from, mine }: WhereaboutsProps) {
  const t = useTranslations("attachments.about");
  const hosts = useSources(file);
  if (file.kind === "inline") return <Fact term={t("where")}>{t("inside")}</Fact>;
  return (
    <>
      {mine && (
        <Fact term={t("where")}>
          <ArchivedNote url={file.url} />
        </Fact>
      )}
      {from !== undefined && (
        <Fact term={t("from")}>{from === "" ? t("sentHere") : t("came", { host: from })}</Fact>
      )}
      {hosts && hosts.length > 0 && <Fact term={t("asked")}>{hosts.join(", ")}</Fact>}
    </>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-0.5">
      <dt className="text-faint text-xs">{term}</dt>
      <dd className="foreign">{children}</dd>
    </div>
  );
}
