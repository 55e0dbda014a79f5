/** The place of a copy doesn't take it. The database itself may be well. */
export class NotWritten extends Error {}
