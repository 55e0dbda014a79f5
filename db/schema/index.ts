export * from "./alerts.ts";
export * from "./audit.ts";
export * from "./channels.ts";
export * from "./deliveries.ts";
export * from "./jobs.ts";
export * from "./people.ts";
export * from "./rules.ts";
export * from "./tallies.ts";
