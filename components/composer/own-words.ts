/** Whose words stand in a composer that another site's page can put words into. */
export type OwnWords = {
  /** The person pressed here, with that text before their eyes. */
  press(text: string, isCovered: boolean): void;
  /** The person changed the text. */
  write(before: string, after: string, isCovered: boolean): void;
  /** Whether that text is theirs: written by them, or pressed on or changed since it was put there. */
  has(text: string): boolean;
};

/**
 * Says whether a text may leave by one key: a page can put the focus on its frame and ask for a key, but
 * what it put into the frame is nobody's word before they saw to it. What is done while the page may lie
 * over the frame (`isCovered`) makes nothing theirs but what they began themselves.
 */
export function ownWords(): OwnWords {
  let own = "";
  return {
    press: (text, isCovered) => {
      if (!isCovered) own = text;
    },
    write: (before, after, isCovered) => {
      if (before === own || before === "" || !isCovered) own = after;
    },
    has: (text) => text === own,
  };
}
