const ENDINGS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  "image/jpeg": [".jpg", ".jpeg", ".jpe", ".jfif"],
  "image/png": [".png", ".apng"],
};

/** A name whose ending says what a picture became when it was drawn anew. */
export function withType(name: string, mimeType: string): string {
  const endings = ENDINGS[mimeType];
  const [ending = ""] = /\.[a-z0-9]{1,10}$/i.exec(name) ?? [];
  if (!endings || endings.includes(ending.toLowerCase())) return name;
  return name.slice(0, name.length - ending.length) + endings[0];
}
