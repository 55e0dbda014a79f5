export { blankFormat } from "./blank-format.ts";
export { faceOf, labelOf } from "./faces.ts";
export { proposalFor } from "./proposal.ts";
