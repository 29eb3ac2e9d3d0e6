/** The sections of the settings, in the order they are listed; the names are part of addresses. */
export const SECTIONS = [
  "devices",
  "wallets",
  "history",
  "files",
  "calls",
  "privacy",
  "connection",
  "notifications",
] as const;

export type Section = (typeof SECTIONS)[number];

export const settingsPath = (section: Section): `/settings/${Section}` => `/settings/${section}`;

/** The section that an address names, or undefined when there is none of that name. */
export function sectionIn(name: string | undefined): Section | undefined {
  return SECTIONS.find((section) => section === name);
}
