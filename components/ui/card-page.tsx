import type { ReactNode } from "react";
import { Brand } from "./brand.tsx";

type CardPageProps = {
  title: string;
  description?: ReactNode;
  children?: ReactNode;
};

/**
 * A page outside the console: sign-in, set-up, not found. One card, at a fixed distance from the top: in the middle it
 * would move while its HTML arrives.
 */
export function CardPage({ title, description, children }: CardPageProps) {
  return (
    <main className="flex min-h-dvh flex-col items-center gap-6 px-4 pt-[min(20vh,10rem)] pb-10">
      <Brand />
      <div className="flex w-full max-w-100 flex-col gap-5 rounded-lg border bg-surface p-6 shadow-popup">
        <div>
          <h1 tabIndex={-1} className="font-semibold text-xl outline-none">
            {title}
          </h1>
          {description && <div className="mt-1 text-muted">{description}</div>}
        </div>
        {children}
      </div>
    </main>
  );
}
