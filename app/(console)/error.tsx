"use client";

export { PageFailed as default } from "#components/console/page-failed.tsx";
