/** What came is not what was asked for. */
export class SourceLied extends Error {}

/** Says that it has not got it. */
export class SourceHasNot extends Error {}

/** Does not answer, or too slowly. */
export class SourceAway extends Error {}

/** More than is taken. */
export class SourceTooLarge extends Error {}
