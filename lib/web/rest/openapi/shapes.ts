import { z } from "zod";

/** What goes in is described by the schemas that parse it. */
export const input = (schema: z.ZodType) => {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return described;
};

/** As `input`, for what may also hold the members that only a read has. */
export const changes = (schema: z.ZodType, readOnly: readonly string[]) => {
  const { properties, ...described } = input(schema);
  const passedOver = { readOnly: true, description: "Only a read has it: here it is passed over." };
  return {
    ...described,
    properties: {
      ...properties,
      ...Object.fromEntries(["id", ...readOnly].map((name) => [name, passedOver])),
    },
  };
};

export const text = { type: "string" } as const;
export const time = { type: "string", format: "date-time" } as const;
export const whole = { type: "integer" } as const;
/** Stands in place of a write-only member, in a read and in a change that keeps it. */
export const saved = { type: "boolean", const: true } as const;
export const flag = { type: "boolean" } as const;
export const orNull = <S extends object>(schema: S) => ({ anyOf: [schema, { type: "null" }] });
export const oneOf = (values: readonly string[]) => ({ type: "string", enum: [...values] });
export const listOf = (items: object) => ({ type: "array", items });

/** An object whose members are always all there. */
export const object = (properties: Record<string, object>) => ({
  type: "object",
  properties,
  required: Object.keys(properties),
});
