import { z } from "zod";
import type { Body } from "./route.ts";

type JSONSchema = z.core.JSONSchema.BaseSchema;

/** Collects the named schemas of an OpenAPI description and refers to them by name. */
export class Components {
  readonly schemas: Record<string, JSONSchema> = {};

  /** Describes the body of an answer. */
  output(schema: z.ZodType): object {
    return this.#describe(schema, "output");
  }

  /** Describes the body of a request. Members that are ignored are described as read-only. */
  body({ schema, readOnly = [] }: Body): object {
    const described = this.#describe(schema, "input");
    const name = nameOf(described);
    const properties = name === null ? undefined : this.schemas[name]?.properties;
    if (properties !== undefined && readOnly.length > 0)
      for (const member of ["id", ...readOnly]) properties[member] ??= PASSED_OVER;
    return described;
  }

  /** Describes one parameter of a query. */
  parameter(schema: z.ZodType): object {
    return this.#describe(schema, "input");
  }

  #describe(schema: z.ZodType, io: "input" | "output"): object {
    const { $schema: _, $defs = {}, ...described } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
    for (const [name, definition] of Object.entries($defs)) this.#keep(name, definition);
    const { id, ...plain } = described;
    return id === undefined ? respelt(plain, io) : this.#keep(id, plain, io);
  }

  #keep(name: string, definition: JSONSchema, io: "input" | "output" = "output"): object {
    const { id: _, ...plain } = definition;
    this.schemas[name] ??= respelt(plain, io);
    return { $ref: REF + name };
  }
}

const REF = "#/components/schemas/";
const PASSED_OVER = { readOnly: true, description: "Only a read has it: here it is passed over." };

const nameOf = (described: object): string | null =>
  "$ref" in described ? String(described.$ref).slice(REF.length) : null;

/**
 * Turns zod's own `$defs` references into the description's. Answers may get more members later, so they
 * forbid none.
 */
function respelt(schema: JSONSchema, io: "input" | "output"): JSONSchema {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) => {
    if (key === "$ref" && typeof value === "string") return value.replace("#/$defs/", REF);
    return key === "additionalProperties" && value === false && io === "output" ? undefined : value;
  });
}
