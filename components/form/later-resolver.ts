import type { FieldValues, Resolver } from "react-hook-form";
import type { Later } from "#components/ui/later.ts";

/**
 * Validates a form with a schema that is loaded later, because it brings all of zod. If it can't be loaded,
 * only the server validates, as it does in any case.
 */
export function laterResolver<Judge, V extends FieldValues, T>(
  judge: Later<Judge>,
  resolverOf: (judge: Judge, values: V) => Resolver<V, unknown, T> | Promise<Resolver<V, unknown, T>>,
): Resolver<V, unknown, T> {
  return async (values, context, options) => {
    const loaded = await judge.load().catch(() => null);
    if (loaded === null) return { values: values as unknown as T, errors: {} };
    const resolver = await resolverOf(loaded, values);
    return resolver(values, context, options);
  };
}
