import { Part } from "#components/ui/section.tsx";

/** In place of a request's body that the channel's format could not make. */
export const NoBody = () => (
  <Part title="Body">
    <p className="text-muted">The webhook's format can make no body of this event, so nothing is sent.</p>
  </Part>
);
