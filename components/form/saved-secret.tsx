import { Lock, Trash2 } from "lucide-react";
import { IconButton } from "#components/ui/icon-button.tsx";

type SavedSecretProps = {
  id: string;
  label: string;
  /** Leave out for users who may only look. */
  onDelete: (() => void) | undefined;
};

/** Takes the place of a secret's input once it is saved: it can be deleted, and never read. */
export function SavedSecret({ id, label, onDelete }: SavedSecretProps) {
  return (
    <div className="flex items-center gap-2">
      <output
        id={id}
        className="flex min-h-9 min-w-0 flex-1 items-center gap-2 rounded-md border bg-sunken px-3 text-muted pointer-coarse:min-h-11"
      >
        <Lock aria-hidden className="size-4 shrink-0" />
        Saved
        <span aria-hidden className="truncate tracking-widest">
          ••••••••
        </span>
      </output>
      {onDelete && (
        <IconButton label={`Delete ${label}`} onClick={onDelete}>
          <Trash2 aria-hidden />
        </IconButton>
      )}
    </div>
  );
}
