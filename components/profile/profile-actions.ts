import type { ActionResult } from "#lib/domain/action-result.ts";
import type {
  ChangePasswordInput,
  PresentPasswordInput,
  ProfileInput,
} from "#lib/domain/people/profile-schema.ts";

type Codes = { recoveryCodes: string[] };

/** What users may do with their own account: server actions. */
export type ProfileActions = {
  save: (input: ProfileInput) => Promise<ActionResult>;
  changePassword: (input: ChangePasswordInput) => Promise<ActionResult<{ ended: number }>>;
  endSession: (id: string) => Promise<ActionResult>;
  endOtherSessions: () => Promise<ActionResult<{ ended: number }>>;
  makeRecoveryCodes: (input: PresentPasswordInput) => Promise<ActionResult<Codes>>;
  removeSecondFactor: (input: PresentPasswordInput) => Promise<ActionResult>;
};

/** How a second factor is set up: server actions. */
export type SetUpActions = {
  /** The dark modules of the QR code are the path in a square of `size` modules. */
  begin: () => Promise<ActionResult<{ secret: string; qrCode: { size: number; path: string } }>>;
  confirm: (input: { code: string }) => Promise<ActionResult<Codes>>;
};
