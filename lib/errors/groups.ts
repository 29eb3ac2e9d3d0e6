/** What can go wrong when people change a group. */
export type GroupErrorCode =
  /** The group's rules do not let this person do that, or not any more. */
  | "group.not-allowed"
  /** It would have more than 250 members. */
  | "group.full"
  /** This person, or this device, has no part in the group. */
  | "group.gone"
  /** The person that it is about is not in the group. */
  | "group.not-member"
  /** A name, description or address of a picture is longer than the protocol carries. */
  | "group.too-long"
  /** Not `https://…`. */
  | "group.picture-url"
  /** The group would have nobody who can change its rules. */
  | "group.last-super-admin"
  /** Nobody else is there who could let one go. */
  | "group.alone";
