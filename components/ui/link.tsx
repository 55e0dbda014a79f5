"use client";

import NextLink from "next/link";
import { type ComponentProps, useState } from "react";

/**
 * A link inside the app. Its page is fetched ahead once the pointer or the focus comes to it: a list of fifty links
 * would otherwise ask for ten pages as soon as it is in view.
 */
export function Link({ prefetch, onMouseEnter, onFocus, ...rest }: ComponentProps<typeof NextLink>) {
  const [wanted, setWanted] = useState(false);
  return (
    <NextLink
      {...rest}
      prefetch={prefetch ?? (wanted ? null : false)}
      onMouseEnter={(event) => {
        setWanted(true);
        onMouseEnter?.(event);
      }}
      onFocus={(event) => {
        setWanted(true);
        onFocus?.(event);
      }}
    />
  );
}
