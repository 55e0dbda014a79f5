import { problem } from "#lib/web/http/problem.ts";

/** An address that no route has: problem JSON, like every other error of the REST interface. */
const notFound = (): Response =>
  problem(404, "There is nothing at this address: /api/v1/openapi.json lists what there is.");

export {
  notFound as DELETE,
  notFound as GET,
  notFound as OPTIONS,
  notFound as PATCH,
  notFound as POST,
  notFound as PUT,
};
