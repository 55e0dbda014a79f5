export { blankFormat } from "#components/channels/format/blank-format.ts";
export { faceOf } from "#components/channels/format/faces.ts";
export { proposalFor } from "#components/channels/format/proposal.ts";
export { TemplateHelp } from "#components/channels/format/template-help.tsx";
export { UrlSteps } from "#components/channels/format/url-steps.tsx";
export { maskUrl } from "#lib/domain/channel/masked-url.ts";
export { askedAgain, judgeFor } from "./channel-judge.ts";
export { PreviewPanel } from "./preview-panel.tsx";
