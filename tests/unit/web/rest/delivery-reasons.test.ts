import { expect, test } from "vitest";
import { REASONS } from "#lib/domain/delivery/delivery.ts";
import { Delivery } from "#lib/web/rest/deliveries.ts";

test("the API's description explains each reason, also that a 2xx may refuse", () => {
  const { description = "" } = Delivery.shape.reason;
  for (const reason of REASONS) expect(description).toContain(`\`${reason}\`: `);
  expect(description).toMatch(/`final_status`: [^`]*a 2xx whose body refuses the message/);
});
