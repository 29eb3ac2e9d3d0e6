/** What was pasted as several recipients, one after the other; nothing when it is only one. */
export function splitRecipients(text: string): string[] {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== "");
  return parts.length > 1 ? parts : [];
}
