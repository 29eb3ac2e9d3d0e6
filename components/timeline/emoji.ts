/** Longest text looked at: a few of the longest sequences (families, flags of regions). */
const MAX_LENGTH = 64;
const MAX_COUNT = 6;

/**
 * One emoji with its modifiers, joined parts and tags (UTS #51, ED-15a). Loose: it is asked
 * about texts that hold nothing else.
 */
const EMOJI =
  /(?:\p{Regional_Indicator}{2}|\p{Emoji_Presentation}|\p{Emoji_Modifier_Base}|\p{Emoji}\ufe0f\u20e3?)\ufe0f?\p{Emoji_Modifier}?[\u{e0020}-\u{e007f}]*(?:\u200d\p{Emoji}\ufe0f?\p{Emoji_Modifier}?)*/gu;

/** Whether a text is a few emoji and nothing else, which is shown larger. */
export function isEmojiOnly(text: string): boolean {
  if (text.length === 0 || text.length > MAX_LENGTH) return false;
  const count = text.match(EMOJI)?.length ?? 0;
  return count > 0 && count <= MAX_COUNT && text.replace(EMOJI, "").trim() === "";
}
