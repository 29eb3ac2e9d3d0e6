/** What a wallet says of itself (EIP-6963) is written by others: nothing of it is shown unread. */

/** The wallet of the page around this one, among those that somebody may choose from. */
export const LENT_ID = "lent";

const NAME_LENGTH = 40;
const ICON_LENGTH = 100_000;
const ICON_PATTERN = /^data:image\/(?:png|jpeg|webp|gif|svg\+xml)[;,]/i;
/** Controls, and the marks that turn the direction of the text around them. */
const UNSEEN = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** A wallet's name fit for a button; undefined when nothing readable is left. */
export function walletName(announced: string): string | undefined {
  const name = announced.replace(UNSEEN, "").trim();
  return name === "" ? undefined : [...name].slice(0, NAME_LENGTH).join("");
}

/**
 * A wallet's icon, if it is a picture that needs no network and is not oversized.
 *
 * SVG may stay: Parley shows icons as `<img>` only, where a browser runs none of its script
 * and loads nothing that it names (SVG 2, secure static mode).
 */
export function walletIcon(announced: string | undefined): string | undefined {
  const isFit =
    announced !== undefined && announced.length <= ICON_LENGTH && ICON_PATTERN.test(announced);
  return isFit ? announced : undefined;
}
