import { Folded } from "#components/ui/folded.tsx";
import type { ShownSetting } from "#lib/domain/system/environment.ts";
import { Path } from "./path.tsx";
import { Titled } from "./titled.tsx";

/** The variables that this process was started with. Those that are not set are folded. */
export function EnvironmentTable({ settings }: { settings: readonly ShownSetting[] }) {
  const set = settings.filter(({ state }) => state !== "default");
  const others = settings.filter(({ state }) => state === "default");
  return (
    <Titled
      title="Environment"
      description="The settings as Tocsin read them when it started. Change them where it is started, then start it again."
    >
      {set.length > 0 && <Settings settings={set} />}
      {others.length > 0 && (
        <Folded title={`${others.length} others, not set`}>
          <Settings settings={others} />
        </Folded>
      )}
    </Titled>
  );
}

function Settings({ settings }: { settings: readonly ShownSetting[] }) {
  return (
    <dl className="divide-y rounded-lg border bg-surface px-4 sm:px-5">
      {settings.map((setting) => (
        <div
          key={setting.name}
          className="grid gap-x-6 gap-y-0.5 py-1.5 sm:grid-cols-[16rem_minmax(0,1fr)] sm:items-baseline"
        >
          <dt className="wrap-anywhere font-mono text-sm">{setting.name}</dt>
          <dd className="wrap-anywhere min-w-0">
            <Value setting={setting} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ setting }: { setting: ShownSetting }) {
  if (setting.state === "set") return <Path text={setting.value} />;
  if (setting.state === "secret")
    return setting.by === null ? "Set, and not shown" : `Set by the file in ${setting.by}, and not shown`;
  return (
    <span className="text-muted">
      {setting.value === null ? "Not set" : `${setting.value} (the default)`}
    </span>
  );
}
