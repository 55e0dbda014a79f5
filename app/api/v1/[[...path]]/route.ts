import { createServe } from "#lib/web/rest/serve.ts";
import { table } from "#lib/web/rest/table.ts";

const serve = createServe(table);

export { serve as DELETE, serve as GET, serve as OPTIONS, serve as PATCH, serve as POST, serve as PUT };
