import { LogIn } from "lucide-react";
import { singleSignOnPath } from "#components/sign-in-paths.ts";
import { buttonStyle, WRAPPING } from "#components/ui/button-style.ts";
import { cn } from "#components/ui/cn.ts";
import { waysToSignIn } from "#lib/web/auth/ways-in.ts";

/**
 * Leads to the OpenID provider, where there is one. A plain link, which works without a script and is never
 * loaded ahead; a form could not lead to another site, as the content security policy forbids that.
 */
export function SingleSignOn({ goingTo }: { goingTo: string }) {
  const { oidc, password } = waysToSignIn();
  if (oidc === null) return null;
  const look = buttonStyle({ variant: password ? "secondary" : "primary" });
  return (
    <>
      {password && <Or />}
      <a href={singleSignOnPath(goingTo)} className={cn(look, WRAPPING)}>
        <LogIn aria-hidden />
        <span className="min-w-0">{`Sign in with ${oidc.name}`}</span>
      </a>
    </>
  );
}

function Or() {
  return (
    <div className="flex items-center gap-3 text-muted text-sm before:flex-1 before:border-t after:flex-1 after:border-t">
      or
    </div>
  );
}
