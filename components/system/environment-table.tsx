import { KeyValue, KeyValues } from "#components/ui/key-values.tsx";
import type { ShownSetting } from "#lib/domain/system/environment.ts";
import { Path } from "./path.tsx";
import { Titled } from "./titled.tsx";

/** The variables that this process was started with. */
export function EnvironmentTable({ settings }: { settings: readonly ShownSetting[] }) {
  return (
    <Titled
      title="Environment"
      description="The settings as Tocsin read them when it started. Change them where it is started, then start it again."
    >
      <KeyValues>
        {settings.map((setting) => (
          <KeyValue key={setting.name} label={setting.name}>
            <Value setting={setting} />
          </KeyValue>
        ))}
      </KeyValues>
    </Titled>
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
