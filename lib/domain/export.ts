/** What can be exported. */
export const EXPORTED = ["alerts", "deliveries", "audit"] as const;
export type ExportedThing = (typeof EXPORTED)[number];

export const EXPORT_FORMATS = ["csv", "ndjson"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** How an export ended. It is whole if the client got every row. */
export type ExportEnd = { rows: number; whole: boolean; because: string | null };
