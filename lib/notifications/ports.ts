/** Whether the browser lets this site speak through the system. */
export type SystemPermission =
  | "granted"
  | "denied"
  /** Nobody was asked. */
  | "default"
  /** This browser has no notifications for pages. */
  | "unsupported";

export type SystemNotification = {
  /** One that has the same tag is replaced. */
  tag: string;
  title: string;
  body: string;
  /** Whether it shows anew, or only changes its words in place. */
  isLoud: boolean;
  /** Until it is closed, not for the moment that the system thinks right. */
  stays?: boolean;
};

/** How the system and this page tell of something. */
export type Notifier = {
  permission(): SystemPermission;
  /** Asks the person; browsers refuse when no gesture of theirs led here. */
  request(): Promise<SystemPermission>;
  onPermission(listener: () => void): () => void;
  show(notification: SystemNotification): void;
  close(tag: string): void;
  /** A click brings this page to the front and tells; so does the person's closing it. */
  onEnd(listener: (tag: string, how: "clicked" | "closed") => void): () => void;
  /** On the app's icon, where there is one; 0 takes it away. */
  setBadge(count: number): void;
  /** A short sound; nothing where the browser plays none yet. */
  playSound(): void;
};

/** Whether somebody works in this tab: it is in front, and has the keyboard. */
export type Attention = {
  isHere(): boolean;
  onChange(listener: () => void): () => void;
};
