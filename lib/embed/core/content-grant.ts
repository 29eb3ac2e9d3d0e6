/** What a page that asks for the content of new messages gets, and what its person sees of that. */
export type Granting = "none" | "asking" | "granted";

export type GrantSight = {
  /** The page asked for it, and somebody whom it wished to be seen was. */
  isAsked: boolean;
  /** Somebody is signed in, and what they settled is known. */
  isReady: boolean;
  isGranted: boolean;
  /** The person said no, or ended it, since this tab was opened. */
  saidNo: boolean;
};

/** Nobody is asked before they are signed in, nor twice in a tab. */
export function granting({ isAsked, isReady, isGranted, saidNo }: GrantSight): Granting {
  if (!isReady || !isAsked) return "none";
  if (isGranted) return "granted";
  return saidNo ? "none" : "asking";
}

/** Whether a site is among those, as a person's settings have them: origins, a space between two. */
export function isAmong(sites: string, origin: string): boolean {
  return sites.split(" ").includes(origin);
}

/** The same sites with that one, or without. */
export function withSite(sites: string, origin: string, isGranted: boolean): string {
  const others = sites.split(" ").filter((each) => each !== "" && each !== origin);
  return [...others, ...(isGranted ? [origin] : [])].join(" ");
}
