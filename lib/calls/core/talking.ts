/** What decides whether a person is heard in a call. */
export type Talking = {
  /** By the button, as long as no key decides. */
  readonly isMuted: boolean;
  /** Whoever talks by a key is heard while it is held, and else never. */
  readonly isByKey: boolean;
  readonly isHeld: boolean;
};

export type TalkEvent =
  | { kind: "mute"; isMuted: boolean }
  /** Talking by a key was turned on or off. */
  | { kind: "by-key"; isByKey: boolean }
  | { kind: "hold"; isHeld: boolean };

export const TALKS: Talking = { isMuted: false, isByKey: false, isHeld: false };

/**
 * The button and the key keep out of each other's way: with a key the button does nothing, and who
 * turns the key off is as muted as the button had left them.
 */
export function stepTalking(talking: Talking, event: TalkEvent): Talking {
  switch (event.kind) {
    case "mute":
      return talking.isByKey ? talking : { ...talking, isMuted: event.isMuted };
    case "by-key":
      return { ...talking, isByKey: event.isByKey, isHeld: talking.isHeld && event.isByKey };
    case "hold":
      return { ...talking, isHeld: event.isHeld && talking.isByKey };
  }
}

export function isHeard({ isMuted, isByKey, isHeld }: Talking): boolean {
  return isByKey ? isHeld : !isMuted;
}
